/* Explaining a log: its streams, and finding in them what a step shows. */
#include "explorer/explain-private.h"

void
ps_streams_init(PsStreams *streams, const PsSeenLog *log)
{
    *streams = (PsStreams){.log = log};
    g_assert(log->n <= PS_MAX_SEEN);
    for (guint i = 0; i < log->n; i++)
        streams->n[log->seen[i].side][ps_seen_stream(&log->seen[i])]++;
    for (guint side = 0; side < 2; side++)
        for (guint stream = 0; stream < PS_N_STREAMS; stream++) {
            streams->numbers[side][stream] = g_new(guint, streams->n[side][stream] + 1);
            streams->n[side][stream] = 0;
        }
    for (guint i = 0; i < log->n; i++) {
        guint side = log->seen[i].side;
        PsSeenStream stream = ps_seen_stream(&log->seen[i]);
        streams->numbers[side][stream][streams->n[side][stream]++] = i;
    }
}

void
ps_streams_clear(PsStreams *streams)
{
    for (guint side = 0; side < 2; side++)
        for (guint stream = 0; stream < PS_N_STREAMS; stream++)
            g_free(streams->numbers[side][stream]);
}

guint
ps_streams_next(const PsStreams *streams, const PsLogPlace *place, guint side, PsSeenStream stream)
{
    guint at = place->at[side][stream];
    return at < streams->n[side][stream] ? streams->numbers[side][stream][at] : G_MAXUINT;
}

guint
ps_streams_prefix(const PsStreams *streams, const PsLogPlace *place)
{
    guint prefix = streams->log->n;
    for (guint side = 0; side < 2; side++)
        for (guint stream = 0; stream < PS_N_STREAMS; stream++)
            prefix = MIN(prefix, ps_streams_next(streams, place, side, (PsSeenStream)stream));
    return prefix;
}

gboolean
ps_streams_may_handle(const PsStreams *streams, const PsLogPlace *place, guint side,
                      PsSeenStream stream)
{
    guint number = ps_streams_next(streams, place, side, stream);
    for (guint other = 0; other < 2; other++) {
        if (other != side && streams->log->apart)
            continue;
        if (ps_streams_next(streams, place, other, PS_STREAM_DOWN) < number ||
            ps_streams_next(streams, place, other, PS_STREAM_OUT) < number)
            return FALSE;
    }
    return TRUE;
}

/* ---- Matching ---- */

typedef struct {
    const PsStreams *streams;
    const PsSeen *shown;
    guint n;
    PsMatchFunc func;
    gpointer data;
} Matching;

/* What is left (a bit for each thing that is shown) is sent to the other server, in its order. */
static void
match_sent(const Matching *matching, PsLogPlace place, guint left, guint gaps)
{
    guint i = 0;
    while (i < matching->n && !(left >> i & 1))
        i++;
    if (i == matching->n) {
        matching->func(&place, gaps, matching->data);
        return;
    }
    const PsSeen *seen = &matching->shown[i];
    guint next = ps_streams_next(matching->streams, &place, seen->side, PS_STREAM_OUT);
    left &= ~(1u << i);
    if (next != G_MAXUINT && ps_seen_equal(seen, &matching->streams->log->seen[next])) {
        PsLogPlace further = place;
        further.at[seen->side][PS_STREAM_OUT]++;
        match_sent(matching, further, left, gaps);
    }
    match_sent(matching, place, left, gaps + ps_seen_is_watched(matching->streams->log, seen));
}

/* What of `left` goes to the client, in any order. */
static void
match_down(const Matching *matching, PsLogPlace place, guint left, guint down)
{
    const PsSeenLog *log = matching->streams->log;
    guint gaps = 0;
    for (guint i = 0; i < matching->n; i++) {
        const PsSeen *seen = &matching->shown[i];
        gboolean again = FALSE; /* an equal one was tried */
        if (!(down >> i & 1))
            continue;
        gaps += ps_seen_is_watched(log, seen);
        for (guint j = 0; j < i; j++)
            again |= (down >> j & 1) && ps_seen_equal(seen, &matching->shown[j]);
        guint next = ps_streams_next(matching->streams, &place, seen->side, PS_STREAM_DOWN);
        if (again || next == G_MAXUINT || !ps_seen_equal(seen, &log->seen[next]))
            continue;
        PsLogPlace further = place;
        further.at[seen->side][PS_STREAM_DOWN]++;
        match_down(matching, further, left, down & ~(1u << i));
    }
    match_sent(matching, place, left, gaps);
}

void
ps_streams_match(const PsStreams *streams, const PsLogPlace *place, const PsSeen *shown, guint n,
                 PsMatchFunc func, gpointer data)
{
    Matching matching = {streams, shown, n, func, data};
    guint down = 0, sent = 0;
    for (guint i = 0; i < n; i++) {
        if (ps_seen_stream(&shown[i]) == PS_STREAM_DOWN)
            down |= 1u << i;
        else if (ps_seen_stream(&shown[i]) == PS_STREAM_OUT)
            sent |= 1u << i;
    }
    match_down(&matching, *place, sent, down);
}
