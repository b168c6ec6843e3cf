/* Live: signals that end waits, and limits. */
#include "cli/live.h"

#include "cli/setup.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

void
ps_live_arguments_clear(PsLiveArguments *given)
{
    g_free(given->server);
    g_free(given->credentials);
    g_free(given->start);
    g_free(given->profile_file);
    g_free(given->logs);
    g_free(given->format);
    g_free(given->output);
    g_free(given->limit);
}

PsExit
ps_live_fail(GError *error)
{
    gboolean interrupted = g_error_matches(error, PS_WIRE_ERROR, PS_WIRE_ERROR_INTERRUPTED);
    PsExit status = ps_command_fail_error("live", error);
    return interrupted ? PS_EXIT_UNFINISHED : status;
}

static sigset_t
ending_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    return signals;
}

PsHub *
ps_live_hub_new(const PsLiveArguments *given)
{
    guint64 seconds = PS_HUB_LIMIT / 1000;
    GError *error = NULL;
    if (given->limit != NULL &&
        !ps_setup_number("--limit", given->limit, 1, 3600, &seconds, &error)) {
        ps_command_fail_error("live", error);
        return NULL;
    }
    sigset_t signals = ending_signals();
    sigprocmask(SIG_BLOCK, &signals, NULL);
    PsHub *hub = ps_hub_new(signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    ps_hub_set_limit(hub, (guint)seconds * 1000);
    return hub;
}

void
ps_live_hub_resume(PsHub *hub)
{
    struct signalfd_siginfo taken;
    while (read(ps_hub_interrupt(hub), &taken, sizeof taken) > 0)
        continue;
}

void
ps_live_hub_free(PsHub *hub)
{
    if (hub == NULL)
        return;
    sigset_t signals = ending_signals();
    ps_live_hub_resume(hub);
    close(ps_hub_interrupt(hub));
    sigprocmask(SIG_UNBLOCK, &signals, NULL);
    ps_hub_free(hub);
}
