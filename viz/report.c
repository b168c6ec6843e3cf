/* A report: the page as a whole, and its policy. */
#include "viz/report-private.h"

#include "viz/caption.h"
#include "viz/text.h"

#include <string.h>

void
report_element(GString *html, const char *name, const char *class, const char *text)
{
    g_autofree char *safe = ps_text_xml(text);
    g_string_append_printf(html, "<%s", name);
    if (class != NULL)
        g_string_append_printf(html, " class=\"%s\"", class);
    g_string_append_printf(html, ">%s</%s>\n", safe, name);
}

void
report_begin_scroll(GString *html, const char *class, const char *label, const char *of)
{
    g_autofree char *safe = ps_text_xml(of);
    g_string_append_printf(html,
                           "<div class=\"%s\" tabindex=\"0\" role=\"region\" "
                           "aria-label=\"%s%s\">\n",
                           class, label, safe);
}

/* ---- The policy ---- */

/* "'sha256-…'" of a text, as a policy names what may run. Free it. */
static char *
source_of(const char *text, gsize length)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize size = sizeof digest;
    g_checksum_update(checksum, (const guchar *)text, (gssize)length);
    g_checksum_get_digest(checksum, digest, &size);
    g_autofree char *base64 = g_base64_encode(digest, size);
    return g_strdup_printf("'sha256-%s'", base64);
}

/* Appends a directive that allows what stands in the page between `begin` and `end`, and nothing
 * else. What users wrote is escaped, so it begins nothing. */
static void
append_sources(GString *policy, const char *directive, const char *html, const char *begin,
               const char *end)
{
    g_string_append_printf(policy, "; %s", directive);
    while ((html = strstr(html, begin)) != NULL) {
        html += strlen(begin);
        const char *stop = strstr(html, end);
        g_assert(stop != NULL && "what begins in the page ends");
        g_autofree char *source = source_of(html, (gsize)(stop - html));
        if (strstr(policy->str, source) == NULL)
            g_string_append_printf(policy, " %s", source);
        html = stop;
    }
}

#define SCRIPT_BEGIN "<script type=\"module\">"

/* Only the page's own style and script, by their hashes: no other script, no picture, no network.
 * Free it. */
static char *
policy_of(const char *body, const char *style)
{
    GString *policy = g_string_new("default-src 'none'; base-uri 'none'; form-action 'none'");
    g_autofree char *all = g_strdup_printf("<style>%s</style>%s", style, body);
    append_sources(policy, "style-src", all, "<style>", "</style>");
    append_sources(policy, "script-src", all, SCRIPT_BEGIN, "</script>");
    return g_string_free(policy, FALSE);
}

/* ---- The page ---- */

static void
append_scripts(const ReportPage *page)
{
    g_autofree char *data = report_data(page->verdicts, page->run, page->part);
    g_autofree char *script = report_script();
    g_string_append_printf(
        page->html,
        "<script type=\"application/json\" id=\"data\">\n%s</script>\n" SCRIPT_BEGIN
        "\n%s</script>\n",
        data, script);
}

static char *
body_of(const PsVerdicts *verdicts, const PsCheckRun *run, const char *command)
{
    g_autoptr(ReportPart) part = report_part_new(verdicts, run);
    ReportPage page = {g_string_new(NULL),
                       verdicts,
                       run,
                       ps_search_world(ps_verdicts_search(verdicts)),
                       part,
                       command};
    g_string_append(page.html, "<body>\n");
    report_append_head(&page);
    g_string_append(page.html, "<main>\n");
    report_append_matrix(&page);
    report_append_properties(&page);
    report_append_explorer(&page);
    g_string_append(page.html, "</main>\n<footer>\n<p>Written by presub " PS_VERSION
                               ". The same figures again:</p>\n");
    report_element(page.html, "pre", NULL, command);
    g_string_append(page.html, "</footer>\n");
    append_scripts(&page);
    g_string_append(page.html, "</body>\n</html>\n");
    return g_string_free(page.html, FALSE);
}

char *
ps_report_html(const PsVerdicts *verdicts, const PsCheckRun *run, const char *command)
{
    g_autofree char *body = body_of(verdicts, run, command);
    g_autofree char *policy = policy_of(body, report_style);
    g_autofree char *title = ps_caption_servers(ps_search_world(ps_verdicts_search(verdicts)));
    GString *html = g_string_new("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                                 "<meta charset=\"utf-8\"/>\n");
    g_string_append_printf(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"/>\n",
                           policy);
    g_string_append(html, "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
                          "<meta name=\"color-scheme\" content=\"light dark\"/>\n");
    report_element(html, "title", NULL, title);
    g_string_append_printf(html, "<style>%s</style>\n</head>\n%s", report_style, body);
    return g_string_free(html, FALSE);
}
