#include <pthread.h>
#include <stdio.h>

#define NTHREADS 4
#define ITERATIONS 100000

static long counter = 0;

static void *increment(void *arg)
{
	(void)arg;
	for (int i = 0; i < ITERATIONS; i++)
		counter++; // RACE
	return NULL;
}

int main(void)
{
	pthread_t tid[NTHREADS];
	for (int i = 0; i < NTHREADS; i++)
		pthread_create(&tid[i], NULL, increment, NULL);
	for (int i = 0; i < NTHREADS; i++)
		pthread_join(tid[i], NULL);
	printf("counter = %ld\n", counter); // NORACE
	return 0;
}
