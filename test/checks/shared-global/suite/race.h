// What the programs of the suite share.
#ifdef __cplusplus
#include <atomic>
#include <cstdio>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>
#else
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>
#define START(Thread, Function)                                                \
  pthread_t Thread;                                                            \
  pthread_create(&Thread, 0, Function, 0)
#define JOIN(Thread) pthread_join(Thread, 0)
#endif
