/* A target for fuzzing: a function that is given any bytes at all, and says what is wrong with what
 * came of them.
 *
 * Each tests/fuzz/fuzz-NAME.c is one, and nothing else has to know of it: `make fuzz` makes a
 * program of it that libFuzzer drives; the tests call all of them with each file in
 * tests/fuzz/corpus/NAME. The words that matter to it may stand in tests/fuzz/NAME.dict. */
#ifndef PS_TESTS_FUZZ_TARGET_H
#define PS_TESTS_FUZZ_TARGET_H

#include <glib.h>

G_BEGIN_DECLS

/* Reads length bytes, which no byte of 0 need follow. Returns NULL if all is as it should be,
 * whether they are accepted or refused, and sets *accepted; or else what is wrong: free it. */
typedef char *(*FuzzFunc)(const char *text, gsize length, gboolean *accepted);

/* Ends a function that returns what is wrong, if the condition fails. The rest is a format and its
 * arguments. */
#define FUZZ_EXPECT(condition, ...)              \
    do {                                         \
        if (!(condition))                        \
            return g_strdup_printf(__VA_ARGS__); \
    } while (0)

/* NULL if the message of an error names the file first and then says something, in UTF-8. */
char *fuzz_message_complaint(const char *message, const char *file);

/* Adds a target to those of the tests. */
void fuzz_add_target(const char *name, FuzzFunc func);

/* The function of target number i, and its name; NULL if there are no more. */
FuzzFunc fuzz_target(guint i, const char **name);

/* Ends the program if something is wrong, so that libFuzzer sees it. */
void fuzz_or_abort(FuzzFunc func, const guint8 *data, gsize size);

/* Makes a function the target of its file. */
#ifdef PS_FUZZ
#define FUZZ_TARGET(name, func)                             \
    int LLVMFuzzerTestOneInput(const guint8 *, gsize);      \
    int LLVMFuzzerTestOneInput(const guint8 *data, gsize n) \
    {                                                       \
        fuzz_or_abort(func, data, n);                       \
        return 0;                                           \
    }
#else
#define FUZZ_TARGET(name, func)                                      \
    static void __attribute__((constructor)) add_target_##name(void) \
    {                                                                \
        fuzz_add_target(#name, func);                                \
    }
#endif

G_END_DECLS

#endif
