/* Lets one fdatasync or fsync of the processes it is loaded into fail with EIO: the n-th from now.
   Two numbers in the file named by RAYON_FAILING_SYNC: how many are left until the one that fails
   (0: none will), and how many there were in all. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static int *numbers;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("RAYON_FAILING_SYNC");
  int file = path ? open(path, O_RDWR) : -1;
  if (file < 0) return;
  void *shared = mmap(NULL, 2 * sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (shared != MAP_FAILED) numbers = shared;
}

static int fails(void) {
  if (!numbers) return 0;
  __sync_fetch_and_add(&numbers[1], 1);
  return numbers[0] > 0 && __sync_sub_and_fetch(&numbers[0], 1) == 0;
}

static int synced(long call, int file) {
  if (!fails()) return (int)syscall(call, file);
  errno = EIO;
  return -1;
}

int fdatasync(int file) { return synced(SYS_fdatasync, file); }
int fsync(int file) { return synced(SYS_fsync, file); }
