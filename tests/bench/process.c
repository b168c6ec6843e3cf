/* The bench: processes, their wall-clock time and the most memory that they have resident. */
#include "tests/bench/bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double
now(void)
{
    return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

/* Waits for the end of a process that began at some time. */
static void
await(BenchProcess *process, pid_t pid, double start)
{
    struct rusage usage = {0};
    int status = 0;
    process->status = -1;
    if (wait4(pid, &status, 0, &usage) != pid)
        return;
    process->seconds = now() - start;
    process->peak = (guint64)usage.ru_maxrss * 1024;
    if (WIFEXITED(status))
        process->status = WEXITSTATUS(status);
    process->timed_out = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
}

/* All that was written to a file of memory. Free it. */
static char *
read_all(int file)
{
    gssize size = MAX(lseek(file, 0, SEEK_END), 0);
    char *text = g_malloc0((gsize)size + 1);
    if (pread(file, text, (gsize)size, 0) != size)
        text[0] = '\0';
    return text;
}

/* In the child. The alarm outlives exec, and ends whoever does not know of it. */
static void
become(char *const *argv, const char *folder, guint limit, const int files[2])
{
    if ((folder == NULL || chdir(folder) == 0) && dup2(files[0], STDOUT_FILENO) >= 0 &&
        dup2(files[1], STDERR_FILENO) >= 0) {
        alarm(limit);
        execvp(argv[0], argv);
        fprintf(stderr, "%s: %s\n", argv[0], g_strerror(errno));
    }
    _exit(127);
}

/* The child is forked, not spawned: a spawned one would have our own peak counted as its. */
BenchProcess
bench_run(char *const *argv, const char *folder, guint limit)
{
    BenchProcess process = {.status = -1};
    const int files[2] = {memfd_create("out", MFD_CLOEXEC), memfd_create("err", MFD_CLOEXEC)};
    double start = now();
    fflush(NULL);
    pid_t pid = files[0] >= 0 && files[1] >= 0 ? fork() : -1;
    if (pid == 0)
        become(argv, folder, limit, files);
    if (pid > 0)
        await(&process, pid, start);
    process.out = read_all(files[0]);
    process.err = read_all(files[1]);
    close(files[0]);
    close(files[1]);
    return process;
}

BenchProcess
bench_fork(BenchWork work, gpointer data, gpointer result, gsize size)
{
    BenchProcess process = {.status = -1};
    int file = memfd_create("result", MFD_CLOEXEC);
    double start = now();
    fflush(NULL);
    pid_t pid = file >= 0 ? fork() : -1;
    if (pid == 0) {
        work(result, data);
        _exit(pwrite(file, result, size, 0) == (gssize)size ? 0 : 1);
    }
    if (pid > 0)
        await(&process, pid, start);
    if (process.status == 0 && pread(file, result, size, 0) != (gssize)size)
        process.status = -1;
    close(file);
    return process;
}

void
bench_process_clear(BenchProcess *process)
{
    g_clear_pointer(&process->out, g_free);
    g_clear_pointer(&process->err, g_free);
}

/* ---- Several runs ---- */

static int
compare(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

double
bench_median(double *values, guint n)
{
    qsort(values, n, sizeof *values, compare);
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

guint
bench_runs(const Bench *bench, double seconds)
{
    if (bench->quick)
        return 1;
    return seconds < 1 ? 9 : seconds < 10 ? 5 : seconds < 20 ? 3 : 1;
}
