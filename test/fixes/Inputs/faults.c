// What can go wrong while a file is written, at the moment when it hurts most:
// the temporary is there, the file is still the old one. Preloaded; FAULT says
// what happens.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is(const char *Fault) {
  const char *Wanted = getenv("FAULT");
  return Wanted && strcmp(Wanted, Fault) == 0;
}

static int isTemporary(int Descriptor) {
  char Link[64], Path[4096];
  snprintf(Link, sizeof Link, "/proc/self/fd/%d", Descriptor);
  ssize_t Length = readlink(Link, Path, sizeof Path - 1);
  Path[Length < 0 ? 0 : Length] = 0;
  return strstr(Path, ".cohazard-") != NULL;
}

ssize_t write(int Descriptor, const void *Bytes, size_t Count) {
  ssize_t (*Real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  if (is("full") && isTemporary(Descriptor)) {
    if (Count > 10)
      return Real(Descriptor, Bytes, 10);
    errno = ENOSPC;
    return -1;
  }
  return Real(Descriptor, Bytes, Count);
}

int fsync(int Descriptor) {
  int (*Real)(int) = dlsym(RTLD_NEXT, "fsync");
  if (is("terminate"))
    kill(getpid(), SIGTERM);
  if (is("interrupt"))
    kill(getpid(), SIGINT);
  static int HasChanged;
  if (is("change") && !HasChanged++) {
    FILE *Changed = fopen(getenv("FAULT_FILE"), "a");
    fputs("// mine\n", Changed);
    fclose(Changed);
  }
  return Real(Descriptor);
}

int rename(const char *From, const char *To) {
  int (*Real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  const char *File = getenv("FAULT_FILE");
  if (is("rename") && (!File || strstr(To, File))) {
    errno = EACCES;
    return -1;
  }
  return Real(From, To);
}
