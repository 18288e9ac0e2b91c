// RUN: %check_cohazard %s cohazard-blocking-call --prefix=DEFAULT -- -std=c++20 -I%S/../../Inputs
// RUN: %check_cohazard %s cohazard-blocking-call --config='{CheckOptions: {cohazard-blocking-call.Level: 3}}' --prefix=LEVEL -- -std=c++20 -I%S/../../Inputs
// RUN: %check_cohazard %s cohazard-blocking-call --config='{CheckOptions: {cohazard-blocking-call.Categories: dialog}}' --prefix=NAMED -- -std=c++20 -I%S/../../Inputs
// A modal dialog of Qt goes on delivering events: only who asks for it hears of it.
#include "coro.h"
#include <unistd.h>

struct QDialog {
  int exec();
};
struct QSettings {
  ~QSettings();
};

app::Job<> ask(QDialog &Dialog) {
  Dialog.exec();
  // LEVEL: :[[@LINE-1]]:10: warning: 'QDialog::exec' blocks the event loop (dialog)
  // NAMED: :[[@LINE-2]]:10: warning: 'QDialog::exec' blocks the event loop (dialog)
  ::sleep(1);
  // DEFAULT: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
  // LEVEL: :[[@LINE-2]]:3: warning: 'sleep' blocks the event loop
  QSettings Read;
  // LEVEL: :[[@LINE-1]]:13: warning: 'QSettings::~QSettings' blocks the event loop (file-io)
  co_return;
}
