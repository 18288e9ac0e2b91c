#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int running = 1;
static pthread_t workers[3];

static void *worker_main(void *arg)
{
	while (running) { // RACE
		usleep(1000);
	}
	return NULL;
}

static void start_workers(void)
{
	unsigned i;
	for (i = 0; i < sizeof(workers) / sizeof(workers[0]); i++)
		pthread_create(&workers[i], NULL, worker_main, NULL);
}

static void stop_workers(void)
{
	unsigned i;
	running = 0; // RACE
	for (i = 0; i < sizeof(workers) / sizeof(workers[0]); i++)
		pthread_join(workers[i], NULL);
}

int main(void)
{
	start_workers();
	sleep(1);
	stop_workers();
	running = 2; // NORACE
	return 0;
}
