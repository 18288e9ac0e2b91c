#include <thread>
static bool quit;
static int beats;
void heartbeat() {
  while (!quit) // RACE
    ++beats; // RACE
}
int main() {
  std::thread(heartbeat).detach();
  quit = true; // RACE
  return beats; // RACE
}
