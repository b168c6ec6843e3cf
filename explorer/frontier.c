/* A frontier: a list of chunks. */
#include "explorer/frontier.h"

#include <stdlib.h>

static PsFrontierChunk *
make_chunk(PsFrontier *frontier)
{
    PsFrontierChunk *chunk = frontier->free;
    if (chunk == NULL) {
        chunk = malloc(sizeof *chunk);
        if (chunk == NULL)
            return NULL;
        frontier->n_chunks++;
    } else {
        frontier->free = chunk->next;
    }
    chunk->next = NULL;
    chunk->n = 0;
    return chunk;
}

void
ps_frontier_init(PsFrontier *frontier)
{
    *frontier = (PsFrontier){0};
}

static void
free_chunks(PsFrontierChunk *chunk)
{
    while (chunk != NULL) {
        PsFrontierChunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void
ps_frontier_clear(PsFrontier *frontier)
{
    free_chunks(frontier->first);
    free_chunks(frontier->free);
    *frontier = (PsFrontier){0};
}

void
ps_frontier_trim(PsFrontier *frontier)
{
    for (PsFrontierChunk *chunk = frontier->free; chunk != NULL; chunk = chunk->next)
        frontier->n_chunks--;
    free_chunks(frontier->free);
    frontier->free = NULL;
}

PsFound *
ps_frontier_reserve(PsFrontier *frontier, guint n)
{
    PsFrontierChunk *last = frontier->last;
    if (last == NULL || last->n + n > PS_FRONTIER_CHUNK) {
        PsFrontierChunk *chunk = make_chunk(frontier);
        if (chunk == NULL)
            return NULL;
        *(last != NULL ? &last->next : &frontier->first) = chunk;
        frontier->last = last = chunk;
    }
    return last->states + last->n;
}

const PsFound *
ps_frontier_first(PsFrontier *frontier, guint *n)
{
    PsFrontierChunk *first = frontier->first;
    *n = 0;
    if (first == NULL)
        return NULL;
    if (frontier->taken == first->n && first != frontier->last) {
        frontier->first = first->next;
        first->next = frontier->free;
        frontier->free = first;
        frontier->taken = 0;
        first = frontier->first;
    }
    *n = first->n - frontier->taken;
    return first->states + frontier->taken;
}

void
ps_frontier_take(PsFrontier *frontier, guint n)
{
    frontier->taken += n;
}

/* What was never used of a chunk takes no memory. */
guint64
ps_frontier_bytes(const PsFrontier *frontier)
{
    if (frontier->n_chunks == 1)
        return sizeof(PsFrontierChunk) - sizeof frontier->last->states +
               frontier->last->n * sizeof(PsFound);
    return (guint64)frontier->n_chunks * sizeof(PsFrontierChunk);
}

void
ps_frontier_visit(const PsFrontier *frontier, PsFrontierFunc visit, gpointer data)
{
    guint taken = frontier->taken;
    for (const PsFrontierChunk *chunk = frontier->first; chunk != NULL; chunk = chunk->next) {
        for (guint i = taken; i < chunk->n; i++)
            visit(chunk->states[i], data);
        taken = 0;
    }
}
