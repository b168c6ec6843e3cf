/* Identifiers for exports. */
#include "viz/export-private.h"

#include <string.h>

struct _PsNames {
    GHashTable *taken; /* a set of strings */
};

PsNames *
ps_names_new(void)
{
    PsNames *names = g_new0(PsNames, 1);
    names->taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return names;
}

void
ps_names_free(PsNames *names)
{
    if (names == NULL)
        return;
    g_hash_table_unref(names->taken);
    g_free(names);
}

void
ps_names_reserve(PsNames *names, const char *word)
{
    g_hash_table_add(names->taken, g_strdup(word));
}

/* The letters and digits of a text, joined by underscores. Free it. */
static char *
make_word(const char *text, gboolean capital)
{
    GString *word = g_string_new(NULL);
    for (const char *c = text; *c != '\0'; c++) {
        if (g_ascii_isalnum(*c))
            g_string_append_c(word, *c);
        else if (word->len > 0 && word->str[word->len - 1] != '_')
            g_string_append_c(word, '_');
    }
    while (word->len > 0 && word->str[word->len - 1] == '_')
        g_string_truncate(word, word->len - 1);
    if (!g_ascii_isalpha(word->str[0]))
        g_string_prepend(word, "x");
    if (capital)
        word->str[0] = g_ascii_toupper(word->str[0]);
    return g_string_free(word, FALSE);
}

const char *
ps_names_add(PsNames *names, const char *text, gboolean capital)
{
    g_autofree char *word = make_word(text, capital);
    char *name = g_strdup(word);
    for (guint i = 2; g_hash_table_contains(names->taken, name); i++) {
        g_free(name);
        name = g_strdup_printf("%s_%u", word, i);
    }
    g_hash_table_add(names->taken, name);
    return name;
}
