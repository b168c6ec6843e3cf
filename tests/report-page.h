/* Pages of presub report, for the tests of what stands in them. */
#ifndef PS_TESTS_REPORT_PAGE_H
#define PS_TESTS_REPORT_PAGE_H

#include "explorer/healing.h"
#include "explorer/needs.h"
#include "tests/setting.h"

#include <json-glib/json-glib.h>

/* A world, what was found in it, its page, and the data of that. */
typedef struct {
    Setting *setting;
    PsSearch *search;
    PsVerdicts *verdicts;
    PsNeeds *needs;
    GPtrArray *healings;
    char *html;
    JsonParser *parser;
    JsonObject *data;
} Page;

#define PAGE_DATA "<script type=\"application/json\" id=\"data\">"
#define PAGE_SCRIPT "<script type=\"module\">"

/* The page of the world that a line describes. names may be NULL; more: properties besides the
 * built-in ones, or NULL. */
Page page_new(const char *line, guint64 max_states, const char *const names[2], const char *more);

void page_clear(Page *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Page, page_clear)

/* What stands in the page between a begin and the next end. Free it. */
char *page_part(const char *html, const char *begin, const char *end);

/* A list of the data. */
JsonArray *page_column(const Page *page, const char *name);

#endif
