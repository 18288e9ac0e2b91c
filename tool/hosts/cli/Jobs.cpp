#include "hosts/cli/Jobs.h"
#include "hosts/cli/Command.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <algorithm>
#include <optional>
#include <thread>

using namespace llvm;

namespace cohazard::cli {

static cl::opt<unsigned> Jobs("j", cl::Prefix, cl::init(0), cl::value_desc("N"),
                              cl::desc("look at N files at a time; by default "
                                       "as many as there are processors and "
                                       "memory for"),
                              cl::sub(lintCommand()),
                              cl::sub(baselineCommand()),
                              cl::sub(linkCommand()));
static cl::opt<std::string>
    Memory("memory", cl::value_desc("size"),
           cl::desc("how much memory the files that are looked at at a time may "
                    "take, at 1 GiB for each, e.g. 8G or 1500M; by default "
                    "what is free"),
           cl::sub(lintCommand()), cl::sub(baselineCommand()),
           cl::sub(linkCommand()));

/// Five times what a file of a Boost.Asio server takes: there are larger ones.
static constexpr uint64_t BytesPerJob = uint64_t(1) << 30;

static Expected<uint64_t> sizeFrom(StringRef Text) {
  StringRef Digits = Text;
  unsigned Shift = 0;
  if (Digits.consume_back_insensitive("G"))
    Shift = 30;
  else if (Digits.consume_back_insensitive("M"))
    Shift = 20;
  uint64_t Number = 0;
  if (Digits.getAsInteger(10, Number) || !Shift || !Number ||
      Number > (UINT64_MAX >> Shift))
    return createStringError("--memory=" + Text +
                             " is no size; say for example 8G or 1500M");
  return Number << Shift;
}

/// The number after \p Label in a file of the kernel's, or at its start.
static std::optional<uint64_t> numberIn(const char *Path, StringRef Label = "") {
  auto Text = MemoryBuffer::getFileAsStream(Path);
  if (!Text)
    return std::nullopt;
  StringRef Rest = (*Text)->getBuffer();
  const size_t At = Rest.find(Label);
  uint64_t Number = 0;
  if (At == StringRef::npos)
    return std::nullopt;
  Rest = Rest.substr(At + Label.size()).ltrim();
  if (Rest.consumeInteger(10, Number))
    return std::nullopt;
  return Number;
}

/// What Linux says is free, within the limit of a container; nothing if it does
/// not say.
static std::optional<uint64_t> freeMemory() {
  std::optional<uint64_t> Free = numberIn("/proc/meminfo", "MemAvailable:");
  if (Free)
    *Free *= 1024;
  std::optional<uint64_t> Limit = numberIn("/sys/fs/cgroup/memory.max");
  std::optional<uint64_t> Used = numberIn("/sys/fs/cgroup/memory.current");
  if (!Limit || !Used)
    return Free;
  const uint64_t Left = *Limit - std::min(*Limit, *Used);
  return Free ? std::min(*Free, Left) : Left;
}

Expected<unsigned> jobsWanted() {
  std::optional<uint64_t> Bytes;
  if (!Memory.empty()) {
    Expected<uint64_t> Given = sizeFrom(Memory);
    if (!Given)
      return Given.takeError();
    Bytes = *Given;
  } else {
    Bytes = freeMemory();
  }
  if (Jobs)
    return Jobs;
  const uint64_t Processors = std::max(1U, std::thread::hardware_concurrency());
  if (!Bytes)
    return Processors;
  return std::clamp<uint64_t>(*Bytes / BytesPerJob, 1, Processors);
}

} // namespace cohazard::cli
