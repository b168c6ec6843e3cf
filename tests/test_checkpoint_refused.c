/* Tests of checkpoints: nothing but a whole checkpoint of the same search is gone on from. */
#include "explorer/checkpoint-private.h"
#include "explorer/identity.h"
#include "explorer/keeper.h"
#include "tests/program.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* A checkpoint of a small search, as bytes. */
static GBytes *
checkpoint_of(const Setting *setting, PsEngine engine, guint64 max_states)
{
    char *folder = make_folder();
    g_autofree char *file = g_build_filename(folder, "kept", NULL);
    PsLimits limits = {.engine = engine, .max_states = max_states};
    PsKeeping keeping = {.to = file, .seconds = G_MAXUINT};
    g_autoptr(PsSearch) search = ps_search_keep(setting->world, &limits, &keeping, NULL);
    char *text = NULL;
    gsize length = 0;
    REQUIRE(search != NULL && ps_search_states(search) > 1, "no search");
    REQUIRE(g_file_get_contents(file, &text, &length, NULL), "no file");
    remove_folder(folder);
    return g_bytes_new_take(text, length);
}

/* Goes on from these bytes. NULL and error if they are refused. */
static PsSearch *
resume(const Setting *setting, gconstpointer data, gsize length, GError **error)
{
    PsLimits limits = {.engine = PS_ENGINE_AUTO};
    g_autofree char *copy = g_memdup2(data, length);
    FILE *stream = length > 0 ? fmemopen(copy, length, "rb") : fopen("/dev/null", "rb");
    g_autoptr(PsCheckpoint) checkpoint = ps_checkpoint_open_stream(stream, "kept", error);
    return checkpoint != NULL ? ps_search_resume(setting->world, &limits, checkpoint, error) : NULL;
}

static void
check_refused(const Setting *setting, gconstpointer data, gsize length, const char *part,
              const char *what, guint at)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsSearch) search = resume(setting, data, length, &error);
    CHECK(search == NULL, "%s at %u is accepted", what, at);
    if (error == NULL)
        return;
    CHECK(error->domain == PS_CHECKPOINT_ERROR, "%s at %u: another domain", what, at);
    CHECK(g_str_has_prefix(error->message, "kept: expected ") &&
              strchr(error->message, '\n') == NULL && g_utf8_validate(error->message, -1, NULL),
          "%s at %u: %s", what, at, error->message);
    CHECK(part == NULL || strstr(error->message, part) != NULL, "%s at %u: %s", what, at,
          error->message);
}

static const PsEngine engines[] = {PS_ENGINE_HASH, PS_ENGINE_BITMAPS, PS_ENGINE_SETS};

static void
truncated_checkpoints_are_refused(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1");
    for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
        g_autoptr(GBytes) bytes = checkpoint_of(setting, engines[i], 100);
        gsize length = 0;
        const char *data = g_bytes_get_data(bytes, &length);
        CHECK(length > 1500, "only %u bytes", (guint)length);
        for (gsize n = 0; n < length; n++)
            check_refused(setting, data, n, n < 20 ? "something else" : "truncated", "truncation",
                          (guint)n);
    }
}

static void
damaged_checkpoints_are_refused(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1");
    for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(i + 1);
        g_autoptr(GBytes) bytes = checkpoint_of(setting, engines[i], 100);
        gsize length = 0;
        const char *data = g_bytes_get_data(bytes, &length);
        for (guint times = 0; times < 3000; times++) {
            g_autofree char *copy = g_memdup2(data, length);
            guint at = g_rand_int(rand) % (times < 1000 ? 1500 : (guint)length);
            copy[at] ^= (char)(1 << g_rand_int_range(rand, 0, 8));
            check_refused(setting, copy, length, NULL, "a flipped bit", at);
        }
        g_autofree char *longer = g_malloc0(length + 1);
        memcpy(longer, data, length);
        check_refused(setting, longer, length + 1, "something follows", "a byte more", 0);
    }
}

static void
other_checkpoints_are_refused(void)
{
    static const struct {
        const char *there, *here, *part;
    } worlds[] = {
        {"rfc6121 k=1", "rfc6121 k=2", "in-flight is 1 there and 2 here"},
        {"rfc6121 k=1", "rfc6121 openfire k=1", "second server is rfc6121 there and openfire here"},
        {"rfc6121 k=1", "rfc6121 k=1 b:auto-unsubscribed=off",
         "auto-unsubscribed of the second server is on there and off here"},
        {"rfc6121 k=1 sensible", "rfc6121 k=1", "users is sensible there and free here"},
        {"rfc6121 k=1", "rfc6121 k=1 actions=subscribe,remove", "there and subscribe remove here"},
        {"rfc6121 k=1 loss=1", "rfc6121 k=1 loss=any", "loss is 1 there and any here"},
        {"rfc6121 k=1", "rfc6121 k=1 repeat=1", "repeat is 0 there and 1 here"},
        {"rfc6121 k=1", "rfc6121 k=1 bag", "order is fifo there and any here"},
        {"rfc6121 k=1", "rfc6121 k=1 sequential", "sequential is off there and on here"},
        {"rfc6121 k=1", "rfc6121 k=1 availability", "availability is off there and on here"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(worlds); i++) {
        g_autoptr(Setting) there = setting_new(worlds[i].there);
        g_autoptr(Setting) here = setting_new(worlds[i].here);
        g_autoptr(GBytes) bytes = checkpoint_of(there, PS_ENGINE_HASH, 100);
        gsize length = 0;
        const char *data = g_bytes_get_data(bytes, &length);
        check_refused(here, data, length, worlds[i].part, worlds[i].here, i);
    }
}

/* A table with one row changed is another server, whatever it is called. */
static void
other_tables_are_refused(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = replaced(mini_profile(), "Asked=To", "Asked=None");
    g_autoptr(PsProfile) mini = parse_profile(mini_profile());
    g_autoptr(PsProfile) other = parse_profile(text);
    PsWorldOptions options = options_for(mini, mini, 1);
    PsWorldOptions other_options = options_for(mini, other, 1);
    Setting there = {.world = make_world(&options)};
    Setting here = {.world = make_world(&other_options)};
    g_autoptr(GBytes) bytes = checkpoint_of(&there, PS_ENGINE_HASH, 0);
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    check_refused(&here, data, length, "tables of the second server are others", "a row", 0);
    g_autoptr(PsSearch) search = resume(&there, data, length, &error);
    CHECK(search != NULL, "its own is refused");
    ps_world_free(there.world);
    ps_world_free(here.world);
}

/* Links that are bags, states have numbers in. */
static void
other_engines_are_refused(void)
{
    static const PsEngine impossible[] = {PS_ENGINE_BITMAPS, PS_ENGINE_SETS};
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1 bag");
    for (guint i = 0; i < G_N_ELEMENTS(impossible); i++) {
        char *folder = make_folder();
        g_autofree char *file = g_build_filename(folder, "kept", NULL);
        g_autofree char *head = ps_identity_new(setting->world, impossible[i], FALSE);
        g_autoptr(PsCheckpointWriter) writer = ps_checkpoint_writer_new(file, head, NULL);
        g_autofree char *text = NULL;
        gsize length = 0;
        REQUIRE(writer != NULL && ps_checkpoint_commit(writer, NULL), "no file");
        REQUIRE(g_file_get_contents(file, &text, &length, NULL), "no file");
        check_refused(setting, text, length, "cannot search such a world", "an engine", i);
        remove_folder(folder);
    }
}

static void
other_versions_are_refused(void)
{
    static const char another[] = "presub checkpoint 2\nhead....";
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1");
    check_refused(setting, another, sizeof another, "format 1, found format 2", "format", 2);
    check_refused(setting, "", 0, "something else", "nothing", 0);
}

/* ---- Forged ---- */

/* Where what is in a section begins, which ends at *end with its checksum. */
static gsize
find_section(const guint8 *file, const char *name, gsize *end)
{
    gsize at = strlen(PS_CHECKPOINT_MAGIC PS_CHECKPOINT_FORMAT "\n");
    for (;;) {
        guint64 length = 0;
        gsize content = at + PS_CHECKPOINT_NAME + sizeof length;
        memcpy(&length, file + at + PS_CHECKPOINT_NAME, sizeof length);
        *end = content + GUINT64_FROM_LE(length);
        if (strncmp((const char *)file + at, name, strlen(name)) == 0)
            return content;
        at = *end + PS_CHECKPOINT_DIGEST;
    }
}

/* Writes the checksum of a section anew. */
static void
seal(guint8 *file, gsize content, gsize end)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gsize begin = content - PS_CHECKPOINT_NAME - sizeof(guint64);
    gsize n = PS_CHECKPOINT_DIGEST;
    g_checksum_update(checksum, file + begin, (gssize)(end - begin));
    g_checksum_get_digest(checksum, file + end, &n);
}

/* A small world: 81 pairs are 11 bytes, a flight two more, and a state that waits two. */
#define BITS 11
#define FLIGHT (2 + BITS)

/* What is changed, and what is said of it: n bytes of a section from one on become others, or two
 * of them what the first two are. */
typedef struct {
    const char *section;
    guint at, n; /* n of 0: the latter */
    guint8 bytes[8];
    const char *part;
} Forgery;

static void
forge(guint8 *file, const Forgery *forgery)
{
    gsize end = 0;
    gsize content = find_section(file, forgery->section, &end);
    g_assert(content + forgery->at + MAX(forgery->n, 1) <= end);
    if (forgery->n > 0)
        memcpy(file + content + forgery->at, forgery->bytes, forgery->n);
    else
        memcpy(file + content + forgery->at, file + content, 2);
    seal(file, content, end);
}

/* Where the figures of a search with bitmaps are. */
enum {
    N_STATES = 0,
    OVERFLOW = 8,
    FOLDS = 16,
    N_FLIGHTS = 24,
    N_LAYERS = 32,
    N_BITS = 40,
    EXPANDED = 48,
    LAYER_END = 56,
};

static void
check_forgeries(const char *line, guint64 max_states, const Forgery *forgeries, guint n)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(GBytes) bytes = checkpoint_of(setting, PS_ENGINE_BITMAPS, max_states);
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(bytes, &length);
    for (guint i = 0; i < n; i++) {
        g_autofree guint8 *copy = g_memdup2(data, length);
        forge(copy, &forgeries[i]);
        check_refused(setting, copy, length, forgeries[i].part, line, i);
    }
}

static void
forged_checkpoints_of_bitmaps_are_refused(void)
{
    static const Forgery forgeries[] = {
        {"figures", N_STATES, 1, {61}, "other states than it says"},
        {"figures", OVERFLOW, 1, {2}, "contradict each other"},
        {"figures", FOLDS, 1, {2}, "contradict each other"},
        {"figures", FOLDS, 1, {1}, "bits of no state"},
        {"figures", N_FLIGHTS, 1, {0}, "contradict each other"},
        {"figures", N_FLIGHTS, 1, {8}, "another number of flights"},
        {"figures", N_FLIGHTS + 7, 1, {255}, "contradict each other"},
        {"figures", N_LAYERS, 1, {0}, "contradict each other"},
        {"figures", N_LAYERS, 1, {1}, "contradict each other"},
        {"figures", N_LAYERS, 1, {36}, "contradict each other"},
        {"figures", N_LAYERS + 4, 1, {1}, "contradict each other"},
        {"figures", N_BITS, 1, {61}, "another number of states waits"},
        {"figures", N_BITS, 1, {33}, "contradict each other"},
        {"figures", EXPANDED, 1, {39}, "contradict each other"},
        {"figures", EXPANDED, 1, {33}, "another number of states waits"},
        {"figures", LAYER_END, 1, {33}, "contradict each other"},
        {"figures", LAYER_END, 1, {0}, "contradict each other"},
        {"figures", LAYER_END + 7, 1, {255}, "contradict each other"},
        {"flights", 0, 2, {0xff, 0xff}, "none of this world"},
        {"flights", 0, 2, {1, 2}, "a flight is none"},
        {"flights", FLIGHT, 0, {0}, "a flight stands in it twice"},
        {"flights", FLIGHT - 1, 1, {2}, "bits of no state"},
        {"flights", FLIGHT - 2, 1, {255}, "other states than it says"},
        {"flights", 2, 8, {0}, "other states than it says"},
        {"frontier", 0, 2, {0xff, 0xff}, "whose flight is not there"},
        {"frontier", 0, 2, {9 * 81 & 255, 9 * 81 >> 8}, "whose flight is not there"},
        {"frontier", 2, 0, {0}, "other states wait than can"},
        {"frontier", 0, 2, {0}, "other states wait than can"},
        {"frontier", 0, 2, {80}, "other states wait than can"},
    };
    static const Forgery of_two[] = {{"figures", FOLDS, 1, {1}, "contradict each other"}};
    static const Forgery of_folded[] = {
        {"figures", FOLDS, 1, {0}, "other states than it says"},
        {"flights", 3, 1, {2}, "bits of no state"}, /* its mirror image is the second one */
        {"flights", FLIGHT + 1, 1, {8}, "its mirror image stands for it"},
    };
    check_forgeries("rfc6121 k=1", 60, forgeries, G_N_ELEMENTS(forgeries));
    check_forgeries("rfc6121 openfire k=1", 60, of_two, G_N_ELEMENTS(of_two));
    check_forgeries("rfc6121 k=1", 0, of_folded, G_N_ELEMENTS(of_folded));
}

const Test checkpoint_refused_tests[] = {
    {"truncated checkpoints are refused", truncated_checkpoints_are_refused, FALSE},
    {"damaged checkpoints are refused", damaged_checkpoints_are_refused, FALSE},
    {"other checkpoints are refused", other_checkpoints_are_refused, FALSE},
    {"other tables are refused", other_tables_are_refused, FALSE},
    {"other engines are refused", other_engines_are_refused, FALSE},
    {"other versions are refused", other_versions_are_refused, FALSE},
    {"forged checkpoints of bitmaps are refused", forged_checkpoints_of_bitmaps_are_refused, FALSE},
    {0},
};
