/* The bench: text and tables, which are Markdown, printed as they come and written into the page.
 */
#include "tests/bench/bench.h"

#include "viz/style.h"
#include "viz/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
say(Bench *bench, const char *text)
{
    g_string_append(bench->text, text);
    fputs(text, stdout);
    fflush(stdout);
}

void
bench_say(Bench *bench, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    say(bench, text);
}

void
bench_tell(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    fprintf(stderr, "bench: %s\n", text);
}

void
bench_fail(Bench *bench, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    bench->failed = TRUE;
    fprintf(stderr, "bench: FAILED: %s\n", text);
    bench_say(bench, "\n**Failed**: %s\n\n", text);
}

/* ---- Tables ---- */

#define MIN_WIDTH 7 /* of a column */

/* The first column begins at the left, the others end at the right. */
static void
say_cell(Bench *bench, guint column, const char *cell)
{
    guint width = column < bench->widths->len ? g_array_index(bench->widths, guint, column) : 0;
    guint columns = ps_style_width(cell);
    guint gap = width > columns ? width - columns : 0;
    bench_say(bench, column == 0 ? "| %2$s%1$*3$s |" : " %1$*3$s%2$s |", "", cell, (int)gap);
}

static void
say_row(Bench *bench, const char *row)
{
    g_auto(GStrv) cells = g_strsplit(row, " | ", -1);
    for (guint i = 0; cells[i] != NULL; i++)
        say_cell(bench, i, cells[i]);
    say(bench, "\n");
}

void
bench_head(Bench *bench, guint first_width, const char *heads)
{
    g_auto(GStrv) cells = g_strsplit(heads, " | ", -1);
    g_array_set_size(bench->widths, 0);
    for (guint i = 0; cells[i] != NULL; i++) {
        guint width = MAX(ps_style_width(cells[i]), i == 0 ? first_width : MIN_WIDTH);
        g_array_append_val(bench->widths, width);
    }
    say_row(bench, heads);
    for (guint i = 0; i < bench->widths->len; i++) {
        g_autofree char *line = g_strnfill(g_array_index(bench->widths, guint, i), '-');
        bench_say(bench, i == 0 ? "|-%s-|" : "-%s:|", line);
    }
    say(bench, "\n");
}

void
bench_row(Bench *bench, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *row = g_strdup_vprintf(format, args);
    va_end(args);
    say_row(bench, row);
}

char *
bench_digits(double value)
{
    if (value <= 0)
        return g_strdup("0");
    int above = (int)floor(log10(value)); /* of the point, less one */
    if (above >= 3)
        return ps_text_number((guint64)llround(value));
    return g_strdup_printf("%.*f", CLAMP(2 - above, 0, 4), value);
}

char *
bench_number(guint64 value)
{
    return ps_text_number(value);
}

char *
bench_name(const char *line)
{
    if (!g_str_has_prefix(line, BENCH_CORE))
        return g_strdup(line);
    return g_strconcat("core", line + strlen(BENCH_CORE), NULL);
}

/* ---- The page ---- */

/* Puts the text between two marks of a page; NULL if they are not there. Free it. */
static char *
put_between(const char *page, const char *name, const char *text)
{
    g_autofree char *begin = g_strdup_printf("<!-- bench:%s -->\n", name);
    g_autofree char *end = g_strdup_printf("<!-- /bench:%s -->", name);
    const char *from = strstr(page, begin);
    const char *to = from != NULL ? strstr(from, end) : NULL;
    if (to == NULL)
        return NULL;
    g_autofree char *before = g_strndup(page, (gsize)(from - page) + strlen(begin));
    return g_strconcat(before, "\n", text, "\n", to, NULL);
}

void
bench_write_section(Bench *bench, const char *name)
{
    g_autofree char *path = g_build_filename(bench->write, "performance.md", NULL);
    g_autofree char *page = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &page, NULL, &error)) {
        bench_fail(bench, "%s", error->message);
        return;
    }
    g_autofree char *section = g_strstrip(g_strdup(bench->text->str));
    g_autofree char *text = g_strconcat(section, "\n", NULL);
    g_autofree char *changed = put_between(page, name, text);
    if (changed == NULL)
        bench_fail(bench, "%s has no place for %s: expected <!-- bench:%s -->", path, name, name);
    else if (!g_file_set_contents(path, changed, -1, &error))
        bench_fail(bench, "%s", error->message);
}
