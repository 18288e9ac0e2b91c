#include <pthread.h>
#include <stdio.h>
#include <string.h>

static int gets_served, puts_served;

static void handle_get(const char *arg) { gets_served++; (void) arg; } // RACE
static void handle_put(const char *arg) { puts_served++; (void) arg; } // RACE

struct command {
    const char *name;
    void (*handler)(const char *);
};
static const struct command commands[] = {
    {"get", handle_get},
    {"put", handle_put},
};
static void execute(const char *line) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strncmp(line, commands[i].name, 3)) {
            commands[i].handler(line + 4);
            return;
        }
}
static void *connection(void *arg) {
    execute(arg);
    return NULL;
}
int main(void) {
    pthread_t t[2];
    pthread_create(&t[0], NULL, connection, "get x");
    pthread_create(&t[1], NULL, connection, "put y");
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    printf("%d %d\n", gets_served, puts_served); // NORACE
    return 0;
}
