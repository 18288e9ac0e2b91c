#include <memory>
#include <string>
#include <thread>

struct Settings {
  std::string theme;
  int size = 10;
};
static std::shared_ptr<const Settings> settings = std::make_shared<Settings>();

static int width() {
  auto mine = std::atomic_load(&settings); // NORACE
  return mine->size * 2;
}

static void reload() {
  auto next = std::make_shared<Settings>();
  next->size = 12;
  std::atomic_store(&settings, std::shared_ptr<const Settings>(next)); // NORACE
}

int main() {
  std::thread reader([] {
    int all = 0;
    for (int i = 0; i < 100; ++i)
      all += width();
    return all;
  });
  reload();
  reader.join();
  return settings->size; // NORACE
}
