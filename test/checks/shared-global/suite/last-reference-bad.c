#include "race.h"

struct obj { pthread_mutex_t mu; int refs; char name[8]; };
static struct obj *shared_obj;
static void obj_ref(struct obj *o) {
  pthread_mutex_lock(&o->mu);
  o->refs++; // NORACE
  pthread_mutex_unlock(&o->mu);
}
static void obj_unref(struct obj *o) {
  pthread_mutex_lock(&o->mu);
  int last = --o->refs == 0; // NORACE
  pthread_mutex_unlock(&o->mu);
  if (last) free(o);
}
static void *w(void *a) {
  obj_ref(shared_obj); // NORACE
  strcpy(shared_obj->name, "w"); // RACE
  obj_unref(shared_obj); // NORACE
  return a;
}
int main(void) {
  pthread_t t, u;
  shared_obj = calloc(1, sizeof *shared_obj); // NORACE
  shared_obj->refs = 1; // NORACE
  pthread_mutex_init(&shared_obj->mu, NULL);
  pthread_create(&t, NULL, w, NULL);
  pthread_create(&u, NULL, w, NULL);
  pthread_join(t, NULL);
  pthread_join(u, NULL);
  obj_unref(shared_obj); // NORACE
  return 0;
}
