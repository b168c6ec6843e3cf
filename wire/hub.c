/* The hub: one poll over all connections. */
#include "wire/hub.h"

G_DEFINE_QUARK(ps_wire_error, ps_wire_error)

typedef struct {
    const PsPartyKind *kind;
    gpointer self;
} Party;

struct _PsHub {
    GArray *parties; /* of Party */
    GArray *polled;  /* of GPollFD; the interrupt first */
    int interrupt;
    guint limit;
};

PsHub *
ps_hub_new(int interrupt)
{
    PsHub *hub = g_new0(PsHub, 1);
    hub->parties = g_array_new(FALSE, FALSE, sizeof(Party));
    hub->polled = g_array_new(FALSE, FALSE, sizeof(GPollFD));
    hub->interrupt = interrupt;
    hub->limit = PS_HUB_LIMIT;
    return hub;
}

void
ps_hub_free(PsHub *hub)
{
    if (hub == NULL)
        return;
    g_assert(hub->parties->len == 0);
    g_array_unref(hub->parties);
    g_array_unref(hub->polled);
    g_free(hub);
}

int
ps_hub_interrupt(const PsHub *hub)
{
    return hub->interrupt;
}

void
ps_hub_join(PsHub *hub, const PsPartyKind *kind, gpointer party)
{
    Party joined = {kind, party};
    g_array_append_val(hub->parties, joined);
}

void
ps_hub_leave(PsHub *hub, gpointer party)
{
    for (guint i = 0; i < hub->parties->len; i++) {
        if (g_array_index(hub->parties, Party, i).self != party)
            continue;
        g_array_remove_index(hub->parties, i);
        return;
    }
}

void
ps_hub_set_limit(PsHub *hub, guint limit)
{
    hub->limit = limit;
}

guint
ps_hub_limit(const PsHub *hub)
{
    return hub->limit;
}

static gboolean
pump_all(PsHub *hub, GError **error)
{
    for (guint i = 0; i < hub->parties->len; i++) {
        Party *party = &g_array_index(hub->parties, Party, i);
        if (!party->kind->pump(party->self, error))
            return FALSE;
    }
    return TRUE;
}

/* Polls all parties for at most so many milliseconds. FALSE if a signal came. */
static gboolean
poll_all(PsHub *hub, gint timeout)
{
    GPollFD signals = {hub->interrupt, G_IO_IN, 0};
    g_array_set_size(hub->polled, 0);
    if (hub->interrupt >= 0)
        g_array_append_val(hub->polled, signals);
    for (guint i = 0; i < hub->parties->len; i++) {
        const Party *party = &g_array_index(hub->parties, Party, i);
        GPollFD polled = {-1, 0, 0};
        polled.fd = party->kind->poll(party->self, &polled.events);
        if (polled.fd >= 0)
            g_array_append_val(hub->polled, polled);
    }
    g_poll((GPollFD *)(gpointer)hub->polled->data, hub->polled->len, timeout);
    return hub->interrupt < 0 || g_array_index(hub->polled, GPollFD, 0).revents == 0;
}

/* Waits; polls for at most `longest` milliseconds at a time. */
static gboolean
wait_for(PsHub *hub, PsHubTest test, gpointer data, gint64 longest, const char *what,
         GError **error)
{
    gint64 end = g_get_monotonic_time() + (gint64)hub->limit * 1000;
    for (;;) {
        if (!pump_all(hub, error)) {
            g_prefix_error(error, "while waiting for %s: ", what);
            return FALSE;
        }
        if (test(data))
            return TRUE;
        gint64 left = (end - g_get_monotonic_time() + 999) / 1000;
        if (left <= 0) {
            g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_TIME,
                        "expected %s, found nothing of it in %g s", what, hub->limit / 1000.0);
            return FALSE;
        }
        if (!poll_all(hub, (gint)MIN(left, longest))) {
            g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_INTERRUPTED,
                        "interrupted while waiting for %s", what);
            return FALSE;
        }
    }
}

gboolean
ps_hub_wait(PsHub *hub, PsHubTest test, gpointer data, const char *what, GError **error)
{
    return wait_for(hub, test, data, G_MAXINT, what, error);
}

gboolean
ps_hub_wait_often(PsHub *hub, PsHubTest test, gpointer data, const char *what, GError **error)
{
    return wait_for(hub, test, data, 20, what, error);
}
