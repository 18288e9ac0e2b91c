// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// What the standard library's templates call of the types that they are given.
#include "coro.h"
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

struct Slow {
  Slow(const char *) { ::sleep(1); }
  Slow(const Slow &) { ::sleep(1); }
  Slow(Slow &&) noexcept {}
};
struct Fast {
  Fast(const char *) {}
};

app::Job<> construction_bad(std::vector<Slow> &V, Slow &S,
                            std::map<int, Slow> &M) {
  V.push_back(S);
  // CHECK: :[[@LINE-1]]:5: warning: 'std::vector::push_back' blocks the event loop: it reaches 'sleep' (sleep)
  V.emplace_back("a");
  // CHECK: :[[@LINE-1]]:5: warning: 'std::vector::emplace_back' blocks
  std::optional<Slow> O("x");
  // CHECK: :[[@LINE-1]]:23: warning: 'std::optional::optional' blocks
  M.emplace(1, "x");
  // CHECK: :[[@LINE-1]]:5: warning: 'std::map::emplace' blocks
  M.try_emplace(1, "x");
  // CHECK: :[[@LINE-1]]:5: warning: 'std::map::try_emplace' blocks
  std::pair<int, Slow> P{1, S};
  // CHECK: :[[@LINE-1]]:24: warning: 'std::pair::pair' blocks
  auto All = V;
  // CHECK: :[[@LINE-1]]:14: warning: 'std::vector::vector' blocks
  co_return;
}

app::Job<> construction_ok(std::vector<Slow> &V, Slow &S,
                           std::vector<Fast> &W) {
  V.push_back(std::move(S));
  W.emplace_back("a");
  W.push_back(Fast("b"));
  std::optional<Fast> O("x");
  auto All = std::move(V);
  co_return;
}

struct Syncs {
  ~Syncs() { ::fsync(1); }
};

app::Job<> destruction_bad(std::unique_ptr<Syncs> &P, std::vector<Syncs> &V) {
  P.reset();
  // CHECK: :[[@LINE-1]]:5: warning: 'Syncs::~Syncs' blocks the event loop: it reaches 'fsync'
  P = nullptr;
  // CHECK: :[[@LINE-1]]:5: warning: 'Syncs::~Syncs' blocks
  V.clear();
  // CHECK: :[[@LINE-1]]:5: warning: 'Syncs::~Syncs' blocks
  co_return;
}

// Mostly a holder that is still empty.
app::Job<> assignment_ok(std::unique_ptr<Syncs> &P) {
  P = std::make_unique<Syncs>();
  co_return;
}

struct CloseFile {
  void operator()(std::FILE *F) const { std::fclose(F); }
};

app::Job<> deleter_bad(std::FILE *F) {
  std::unique_ptr<std::FILE, CloseFile> P(F);
  // CHECK: :[[@LINE-1]]:41: warning: 'std::unique_ptr::~unique_ptr' blocks the event loop: it reaches 'fclose'
  std::unique_ptr<std::FILE, int (*)(std::FILE *)> Q(F, &std::fclose);
  // CHECK: :[[@LINE-1]]:52: warning: 'std::unique_ptr::~unique_ptr' blocks the event loop: it reaches 'fclose'
  co_return;
}

struct Key {
  int V;
  bool operator<(const Key &O) const {
    ::sleep(1);
    return V < O.V;
  }
};
struct Hash {
  std::size_t operator()(int X) const {
    ::sleep(1);
    return X;
  }
};

app::Job<> comparison_bad(std::vector<Key> &V, std::set<Key> &S,
                          std::unordered_map<int, int, Hash> &M) {
  std::sort(V.begin(), V.end());
  // CHECK: :[[@LINE-1]]:3: warning: 'std::sort' blocks the event loop: it reaches 'sleep'
  S.insert(Key{1});
  // CHECK: :[[@LINE-1]]:5: warning: 'std::set::insert' blocks
  M[1] = 2;
  // CHECK: :[[@LINE-1]]:6: warning: 'std::unordered_map::operator[]' blocks
  co_return;
}

app::Job<> comparison_ok(std::vector<Key> &V, std::set<Key> &S) {
  std::sort(V.begin(), V.end(),
            [](const Key &A, const Key &B) { return A.V < B.V; });
  S.erase(S.begin());
  (void)S.size();
  co_return;
}

static bool slowly(int X) {
  ::sleep(1);
  return X > 0;
}

app::Job<> view_bad(std::vector<int> &V) {
  for (int X : V | std::views::filter(slowly))
    // CHECK: :[[@LINE-1]]:16: warning: 'std::ranges::views::filter' blocks the event loop: it reaches 'sleep'
    (void)X;
  co_return;
}

// Nobody goes through it.
app::Job<> view_ok(std::vector<int> &V) {
  auto Lazily = V | std::views::filter(slowly);
  (void)Lazily;
  co_return;
}

template <class F> void repeat(F Do) { Do(1); }

// A function of a library has no body here, but an effect.
app::Job<> library_function_bad() {
  repeat(::sleep);
  // CHECK: :[[@LINE-1]]:3: warning: 'repeat{{.*}}' blocks the event loop: it reaches 'sleep'
  unsigned (*Wait)(unsigned) = ::sleep;
  Wait(1);
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop (sleep)
  co_return;
}
