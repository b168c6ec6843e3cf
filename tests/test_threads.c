/* Tests of what threads share: a team works in rounds, and a pool has what any of them gave back.
 */
#include "explorer/pool.h"
#include "explorer/team.h"
#include "tests/suites.h"
#include "tests/support.h"

/* ---- Teams ---- */

#define MEMBERS 3
#define ROUNDS 500

typedef struct {
    guint now;              /* the round */
    guint done[MEMBERS];    /* how often each has worked, */
    guint late[MEMBERS];    /* how often not in the round that it should be, */
    guint8 unseen[MEMBERS]; /* and whether it has not seen what others wrote before */
    guint seen[MEMBERS][ROUNDS];
} Rounds;

static void
work(guint member, gpointer data)
{
    Rounds *rounds = data;
    rounds->late[member] += rounds->done[member] != rounds->now;
    for (guint i = 0; i < MEMBERS && rounds->now > 0; i++)
        rounds->unseen[member] |= rounds->seen[i][rounds->now - 1] != i + rounds->now;
    rounds->seen[member][rounds->now] = member + rounds->now + 1;
    rounds->done[member]++;
}

/* Some rounds follow at once, for others everybody has gone to sleep. */
static void
a_team_works_in_rounds(void)
{
    g_autofree Rounds *rounds = g_new0(Rounds, 1);
    g_autoptr(PsTeam) team = ps_team_new(MEMBERS);
    REQUIRE(ps_team_size(team) == MEMBERS, "%u threads", ps_team_size(team));
    for (rounds->now = 0; rounds->now < ROUNDS; rounds->now++) {
        ps_team_run(team, work, rounds);
        if (rounds->now % 50 == 0)
            g_usleep(1000);
    }
    for (guint i = 0; i < MEMBERS; i++) {
        CHECK_NUMBER(rounds->done[i], ROUNDS, "member %u", i);
        CHECK_NUMBER(rounds->late[i], 0, "member %u", i);
        CHECK(!rounds->unseen[i], "member %u has not seen all", i);
    }
}

/* ---- Pools ---- */

#define WORDS 256
#define CHUNKS 100

/* Free chunks are anybody's: a thread takes more from the machine only if no thread has any. */
static void
free_chunks_are_taken_first(void)
{
    g_autoptr(PsPool) pool = ps_pool_new(WORDS, 0, MEMBERS);
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    guint64 *chunks[CHUNKS];
    for (guint i = 0; i < CHUNKS; i++) {
        chunks[i] = ps_pool_take(pool, 0, WORDS);
        g_hash_table_add(known, chunks[i]);
    }
    guint64 bytes = ps_pool_bytes(pool);
    CHECK_NUMBER(bytes, sizeof(guint64) * WORDS * CHUNKS, "bytes");
    CHECK_NUMBER(g_hash_table_size(known), CHUNKS, "chunks");
    for (guint i = 0; i < CHUNKS; i++)
        ps_pool_give(pool, i % 2, chunks[i], WORDS);
    for (guint i = 0; i < CHUNKS; i++)
        CHECK(g_hash_table_remove(known, ps_pool_take(pool, 2 - i / 60, WORDS)), "chunk %u", i);
    CHECK_NUMBER(ps_pool_bytes(pool), bytes, "bytes afterwards");
    CHECK(ps_pool_take(pool, 1, WORDS) != NULL, "no chunk");
    CHECK_NUMBER(ps_pool_bytes(pool), bytes + sizeof(guint64) * WORDS, "bytes with one more");
}

/* A limit ends nothing while anything is free, and everything afterwards. */
static void
limit_is_that_of_all(void)
{
    guint64 max = sizeof(guint64) * (WORDS * 2 + 16);
    g_autoptr(PsPool) pool = ps_pool_new(WORDS, max, 2);
    guint64 *first = ps_pool_take(pool, 0, WORDS);
    guint64 *second = ps_pool_take(pool, 1, WORDS);
    guint64 *small = ps_pool_take(pool, 1, 16);
    CHECK(first != NULL && second != NULL && small != NULL, "too little");
    CHECK(ps_pool_take(pool, 0, WORDS) == NULL, "one too many");
    CHECK(ps_pool_take(pool, 0, 1) == NULL, "one small too many");
    CHECK(!ps_pool_charge(pool, 1), "one byte too many");
    ps_pool_give(pool, 0, first, WORDS);
    CHECK(ps_pool_take(pool, 1, WORDS) == first, "another chunk than that which is free");
    CHECK(ps_pool_take(pool, 0, WORDS) == NULL, "one too many again");
    ps_pool_give(pool, 0, small, 16);
    CHECK(ps_pool_charge(pool, 16 * sizeof(guint64)), "what was given back is not free");
    CHECK_NUMBER(ps_pool_bytes(pool), max, "bytes");
}

/* What several threads take from a pool and give back, again and again. */
typedef struct {
    PsPool *pool;
    guint64 *chunks[MEMBERS][CHUNKS];
    guint wrong[MEMBERS]; /* chunks that somebody else has, too */
} Shared;

/* Each takes now more and now fewer, under the numbers of all. */
static void
take_and_give(guint member, gpointer data)
{
    Shared *shared = data;
    guint64 **chunks = shared->chunks[member];
    for (guint round = 0; round < 100 * ROUNDS; round++) {
        guint n = 1 + (round * 37 + member * 61) % 20;
        for (guint i = 0; i < n; i++) {
            chunks[i] = ps_pool_take(shared->pool, (round + i) % MEMBERS, WORDS);
            chunks[i][0] = chunks[i][WORDS - 1] = member * CHUNKS + i;
        }
        for (guint i = 0; i < n; i++)
            shared->wrong[member] +=
                chunks[i][0] != member * CHUNKS + i || chunks[i][WORDS - 1] != member * CHUNKS + i;
        for (guint i = 0; i < n; i++)
            ps_pool_give(shared->pool, round % MEMBERS, chunks[i], WORDS);
    }
}

static void
nobody_has_what_another_one_has(void)
{
    g_autoptr(PsPool) pool = ps_pool_new(WORDS, 0, MEMBERS);
    g_autoptr(PsTeam) team = ps_team_new(MEMBERS);
    g_autofree Shared *shared = g_new0(Shared, 1);
    shared->pool = pool;
    ps_team_run(team, take_and_give, shared);
    for (guint i = 0; i < MEMBERS; i++)
        CHECK_NUMBER(shared->wrong[i], 0, "member %u", i);
}

const Test threads_tests[] = {
    {"a team works in rounds", a_team_works_in_rounds, FALSE},
    {"free chunks are taken first", free_chunks_are_taken_first, FALSE},
    {"a limit is that of all", limit_is_that_of_all, FALSE},
    {"nobody has what another one has", nobody_has_what_another_one_has, FALSE},
    {0},
};
