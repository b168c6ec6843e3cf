/* What all targets for fuzzing share. */
#include "tests/fuzz/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TARGETS 16

static struct {
    const char *name;
    FuzzFunc func;
} targets[MAX_TARGETS];

static guint n_targets;

void
fuzz_add_target(const char *name, FuzzFunc func)
{
    g_assert(n_targets < MAX_TARGETS);
    targets[n_targets].name = name;
    targets[n_targets++].func = func;
}

FuzzFunc
fuzz_target(guint i, const char **name)
{
    if (i >= n_targets)
        return NULL;
    *name = targets[i].name;
    return targets[i].func;
}

char *
fuzz_message_complaint(const char *message, const char *file)
{
    FUZZ_EXPECT(message != NULL, "an error without a message");
    FUZZ_EXPECT(g_utf8_validate(message, -1, NULL), "a message that is not UTF-8");
    FUZZ_EXPECT(g_str_has_prefix(message, file) && message[strlen(file)] == ':',
                "a message that does not name the file: %s", message);
    FUZZ_EXPECT(strlen(message) > strlen(file) + 2, "a message that says nothing: %s", message);
    return NULL;
}

void
fuzz_or_abort(FuzzFunc func, const guint8 *data, gsize size)
{
    gboolean accepted = FALSE;
    g_autofree char *wrong = func((const char *)data, size, &accepted);
    if (wrong == NULL)
        return;
    fprintf(stderr, "%s\n", wrong);
    abort();
}
