/* Checkpoints: what is refused is refused with an error that names the file; what is accepted is a
 * search that ends, and knows its states. The bytes are tried as a file; and, as no fuzzer
 * finds a checksum, as sections without head and checksums, which are put around them. The first
 * byte says of which engine they are. */
#include "explorer/checkpoint-private.h"
#include "explorer/identity.h"
#include "explorer/keeper.h"
#include "tests/fuzz/target.h"

#include <string.h>

#define FILE_NAME "fuzz.checkpoint"

/* A small world, made once. */
static const PsWorld *
small_world(void)
{
    static const PsWorld *world;
    g_autoptr(GError) error = NULL;
    PsWorldOptions options;
    if (world != NULL)
        return world;
    ps_world_options_init(&options);
    options.in_flight = 1;
    options.profiles[0] = ps_profile_load("model/profiles/rfc6121.profile", &error);
    options.profiles[1] = options.profiles[0];
    if (options.profiles[0] != NULL)
        world = ps_world_new(&options, &error);
    if (world == NULL)
        g_error("%s", error->message);
    return world;
}

static void
add_section(GByteArray *file, gconstpointer name, gconstpointer data, guint64 length)
{
    guint8 digest[PS_CHECKPOINT_DIGEST];
    gsize n = sizeof digest;
    guint64 number = GUINT64_TO_LE(length);
    guint begin = file->len;
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_byte_array_append(file, name, PS_CHECKPOINT_NAME);
    g_byte_array_append(file, (const guint8 *)&number, sizeof number);
    g_byte_array_append(file, data, (guint)length);
    g_checksum_update(checksum, file->data + begin, (gssize)(file->len - begin));
    g_checksum_get_digest(checksum, digest, &n);
    g_byte_array_append(file, digest, sizeof digest);
}

static PsEngine
engine_of(const char *text, gsize length)
{
    static const PsEngine engines[] = {PS_ENGINE_HASH, PS_ENGINE_SETS, PS_ENGINE_BITMAPS};
    return length > 0 ? engines[(guint8)text[0] % G_N_ELEMENTS(engines)] : PS_ENGINE_HASH;
}

/* Puts a head and checksums to bytes that are names, lengths and contents of sections. */
static GByteArray *
seal(const char *text, gsize length)
{
    static const char magic[] = PS_CHECKPOINT_MAGIC PS_CHECKPOINT_FORMAT "\n";
    GByteArray *file = g_byte_array_new();
    g_autofree char *head = ps_identity_new(small_world(), engine_of(text, length), FALSE);
    gsize at = 1;
    g_byte_array_append(file, (const guint8 *)magic, sizeof magic - 1);
    add_section(file, "head    ", head, strlen(head));
    while (at + PS_CHECKPOINT_NAME + sizeof(guint64) <= length) {
        guint64 n = 0;
        const char *name = text + at;
        memcpy(&n, name + PS_CHECKPOINT_NAME, sizeof n);
        at += PS_CHECKPOINT_NAME + sizeof n;
        n = MIN(GUINT64_FROM_LE(n), length - at);
        add_section(file, name, text + at, n);
        at += n;
    }
    add_section(file, "end     ", NULL, 0);
    return file;
}

/* Every state of a search is found in it, under its number if it has one. */
static gboolean
is_found(const PsState *state, guint64 n, gpointer search)
{
    (void)n;
    return ps_search_has(search, state);
}

static char *
try_stream(FILE *stream, gboolean *accepted)
{
    g_autoptr(GError) error = NULL;
    PsLimits limits = {.engine = PS_ENGINE_AUTO, .max_states = 20000, .max_memory = 8 << 20};
    g_autoptr(PsCheckpoint) checkpoint = ps_checkpoint_open_stream(stream, FILE_NAME, &error);
    g_autoptr(PsSearch) search =
        checkpoint != NULL ? ps_search_resume(small_world(), &limits, checkpoint, &error) : NULL;
    *accepted = search != NULL;
    FUZZ_EXPECT((search == NULL) == (error != NULL), "%s error and %s search",
                error != NULL ? "an" : "no", search != NULL ? "a" : "no");
    if (search == NULL) {
        FUZZ_EXPECT(error->domain == PS_CHECKPOINT_ERROR, "an error of another domain");
        return fuzz_message_complaint(error->message, FILE_NAME);
    }
    FUZZ_EXPECT(ps_search_states(search) > 0, "no states");
    FUZZ_EXPECT(ps_search_visit(search, PS_VISIT_ALL, is_found, search), "a state is not found");
    return NULL;
}

static char *
try_bytes(const void *data, gsize length, gboolean *accepted)
{
    g_autofree void *copy = g_memdup2(data, length);
    FILE *stream = length > 0 ? fmemopen(copy, length, "rb") : fopen("/dev/null", "rb");
    return try_stream(stream, accepted);
}

static char *
try_checkpoint(const char *text, gsize length, gboolean *accepted)
{
    g_autoptr(GByteArray) sealed = seal(text, length);
    char *wrong = try_bytes(text, length, accepted);
    return wrong != NULL ? wrong : try_bytes(sealed->data, sealed->len, accepted);
}

FUZZ_TARGET(checkpoint, try_checkpoint)
