/* Words of texts: options, commands, what a pattern finds. */
#include "tests/words.h"

#include "tests/program.h"
#include "tests/support.h"

#include <string.h>

static int
compare_words(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *
sorted_words(GPtrArray *words)
{
    GString *text = g_string_new(NULL);
    g_ptr_array_sort(words, compare_words);
    for (guint i = 0; i < words->len; i++)
        if (i == 0 || !g_str_equal(words->pdata[i - 1], words->pdata[i]))
            g_string_append_printf(text, "%s\n", (char *)words->pdata[i]);
    return g_string_free(text, FALSE);
}

void
add_matches(GPtrArray *words, const char *pattern, const char *before, const char *text)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_autofree char *word = g_match_info_fetch(match, 1);
        g_ptr_array_add(words, g_strconcat(before, word, NULL));
    }
}

char *
options_of(const char *command)
{
    g_autofree char *line = g_strdup_printf("%s --help", command);
    g_autoptr(Run) help = run_presub(line);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    CHECK_STATUS(help, 0);
    add_matches(words, "^  (?:-., )?(--[a-z-]+)", "", help->out);
    add_matches(words, "^  (-.), --", "", help->out);
    CHECK(words->len >= 2, "only %u options in %s", words->len, help->out);
    return sorted_words(words);
}
