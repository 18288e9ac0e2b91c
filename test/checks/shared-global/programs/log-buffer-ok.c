#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

static char line[256];
static int lines_written;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

#define LOG_LOCK() pthread_mutex_lock(&log_lock)
#define LOG_UNLOCK() pthread_mutex_unlock(&log_lock)

static void logmsg(const char *fmt, ...)
{
    va_list ap;
    LOG_LOCK();
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap); // NORACE
    va_end(ap);
    puts(line); // NORACE
    ++lines_written; // NORACE
    LOG_UNLOCK();
}

static void *talker(void *name)
{
    logmsg("hello from %s\n", (char *) name);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, talker, "a");
    pthread_create(&b, NULL, talker, "b");
    logmsg("started\n");
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return lines_written; // NORACE
}
