/* Marks beside the bits of a search with bitmaps. */
#include "explorer/flight-marks.h"

#include "explorer/memory.h"
#include "explorer/search-private.h"

#include <stdlib.h>
#include <string.h>

guint64 *
ps_flight_marks_of(const PsFlightMarks *marks, guint layer, guint32 number)
{
    return marks->words + layer * marks->n_words + (gsize)number * marks->search->bitmaps->n_words;
}

gboolean
ps_flight_marks_charge(PsFlightMarks *marks, guint64 bytes)
{
    const PsSearch *search = marks->search;
    guint64 most = search->limits.max_memory > 0 ? search->limits.max_memory : G_MAXUINT64;
    marks->bytes += bytes;
    return search->bytes <= most && marks->bytes <= most - search->bytes;
}

PsFlightMarks *
ps_flight_marks_new(const PsSearch *search, guint n_layers)
{
    g_autoptr(PsFlightMarks) marks = g_new0(PsFlightMarks, 1);
    marks->search = search;
    marks->n_layers = n_layers;
    marks->n_words = (guint64)ps_bitmaps_n(search->bitmaps) * search->bitmaps->n_words;
    guint64 bytes = n_layers * marks->n_words * sizeof *marks->words;
    if (!ps_flight_marks_charge(marks, bytes))
        return NULL;
    marks->words = ps_memory_allocate(bytes);
    if (marks->words == NULL)
        return NULL;
    memset(marks->words, 0, bytes);
    return g_steal_pointer(&marks);
}

void
ps_flight_marks_free(PsFlightMarks *marks)
{
    if (marks == NULL)
        return;
    free(marks->words);
    g_free(marks);
}

/* The number of marks of a flight's states that are their own mirror images. */
static guint64
count_single(const PsFlightMarks *marks, guint32 number)
{
    const PsSearch *search = marks->search;
    const guint64 *words = ps_flight_marks_of(marks, 0, number);
    guint64 n = 0;
    if (!ps_fold_is_even(&search->fold, ps_bitmaps_flight(search->bitmaps, number)))
        return 0;
    for (guint pair = 0; pair < search->space->n_pairs; pair++)
        n += ps_bit_has(words, pair) && ps_fold_is_single(&search->fold, TRUE, pair);
    return n;
}

guint64
ps_flight_marks_size(const PsFlightMarks *marks)
{
    const PsSearch *search = marks->search;
    guint64 size = 0;
    for (guint64 i = 0; i < marks->n_layers * marks->n_words; i++)
        size += (guint64)__builtin_popcountll(marks->words[i]);
    if (!search->fold.folds)
        return size;
    size *= marks->n_layers == 1 ? 2 : 1;
    for (guint32 number = 0; number < ps_bitmaps_n(search->bitmaps); number++)
        size -= count_single(marks, number);
    return size;
}

gboolean
ps_flight_marks_has(const PsFlightMarks *marks, const PsState *state)
{
    PsFlightBit bit;
    if (!ps_flights_find(marks->search, state, &bit))
        return FALSE;
    guint layer = marks->n_layers > 1 && bit.turned;
    return ps_bit_has(ps_flight_marks_of(marks, layer, bit.number), bit.pair);
}
