// RUN: %cohazard lint --facts %s -- -std=c++20 | FileCheck %s
// An instance of a variable template has an initialiser, or stands elsewhere.
int made();
template <class T> T Here = made();
template <class T> extern T Elsewhere;

int *use() {
  Here<int> = 1;
  return &Elsewhere<int>;
}
// CHECK: variable-templates.cpp:4:29: call made
