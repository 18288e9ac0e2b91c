#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char line[256];
static int lines_written;
static FILE *out;

static void logmsg(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap); // RACE
    va_end(ap);
    fputs(line, out); // RACE
    lines_written++; // RACE
}

static void *talker(void *name)
{
    logmsg("hello from %s\n", (char *) name);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    out = stderr; // NORACE
    pthread_create(&a, NULL, talker, "a");
    pthread_create(&b, NULL, talker, "b");
    logmsg("started\n");
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d lines\n", lines_written); // NORACE
    return 0;
}
