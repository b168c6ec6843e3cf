/* Pages of presub report. */
#include "tests/report-page.h"

#include "tests/support.h"
#include "viz/report.h"

#include <string.h>

char *
page_part(const char *html, const char *begin, const char *end)
{
    const char *from = strstr(html, begin);
    REQUIRE(from != NULL, "no %s", begin);
    const char *to = strstr(from + strlen(begin), end);
    REQUIRE(to != NULL, "%s is not ended", begin);
    return g_strndup(from + strlen(begin), (gsize)(to - from) - strlen(begin));
}

Page
page_new(const char *line, guint64 max_states, const char *const names[2], const char *more)
{
    Page page = {.setting = setting_new(line)};
    PsLimits limits = {.max_states = max_states};
    if (names != NULL) {
        page.setting->options.names[0] = names[0];
        page.setting->options.names[1] = names[1];
        ps_world_free(page.setting->world);
        ps_properties_free(page.setting->properties);
        page.setting->world = make_world(&page.setting->options);
        page.setting->properties = ps_properties_new(&page.setting->options);
    }
    if (more != NULL)
        REQUIRE(ps_properties_add(page.setting->properties, more, strlen(more), "test", NULL), "%s",
                more);
    page.search = ps_search_new(page.setting->world, &limits);
    page.verdicts = ps_verdicts_new(page.search, page.setting->properties);
    page.needs = ps_needs_new(page.verdicts, page.setting->properties, &limits);
    page.healings = ps_healings_new(page.verdicts, &limits);
    PsCheckRun run = {
        .profiles = {"a.profile", "b.profile"}, .needs = page.needs, .healings = page.healings};
    page.html = ps_report_html(page.verdicts, &run, line);
    g_autofree char *json = page_part(page.html, PAGE_DATA, "</script>");
    page.parser = json_parser_new();
    REQUIRE(json_parser_load_from_data(page.parser, json, -1, NULL), "%s: no JSON", line);
    page.data = json_node_get_object(json_parser_get_root(page.parser));
    return page;
}

void
page_clear(Page *page)
{
    g_object_unref(page->parser);
    g_free(page->html);
    g_ptr_array_unref(page->healings);
    ps_needs_free(page->needs);
    ps_verdicts_free(page->verdicts);
    ps_search_free(page->search);
    setting_free(page->setting);
}

JsonArray *
page_column(const Page *page, const char *name)
{
    return json_object_get_array_member(page->data, name);
}
