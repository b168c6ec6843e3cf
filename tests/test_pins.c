/* Tests of the plug-in for LTSmin: a host that plays LTSmin finds what presub finds. */
#include "explorer/verdicts.h"
#include "tests/pins-host.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* A world in the words of presub, and the same as a setting. */
static void
check_pins(const char *world, const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    g_autoptr(PinsHost) host = pins_host_new(world);
    CHECK_NUMBER(pins_host_states(host), ps_search_states(search), "%s", line);
    CHECK_NUMBER(pins_host_transitions(host), ps_search_transitions(search), "%s", line);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        g_autofree char *name =
            g_strdelimit(g_strdup(ps_property_name(verdict->property)), "-", '_');
        if (ps_property_kind(verdict->property) <= PS_PROPERTY_ALWAYS)
            CHECK_NUMBER(pins_host_count_false(host, name), verdict->count, "%s: %s", line, name);
    }
}

static void
it_finds_the_same(void)
{
    check_pins("rfc6121 -k 3", "rfc6121 k=3");
    check_pins("openfire prosody -k 2 --order any --repeat any",
               "openfire prosody k=2 bag repeat=any");
    check_pins("rfc6121 openfire -k 2 --loss 1 --bounce any --set pre-approval=on",
               "rfc6121 openfire k=2 loss=1 bounce=any pre-approval=on");
    check_pins("rfc6121 -k 1 --availability --users sensible", "rfc6121 k=1 availability sensible");
}

static void
parts_and_labels_have_names(void)
{
    g_autoptr(PinsHost) host = pins_host_new("rfc6121 openfire -k 1 --loss 2 --names 'r\"x,j' "
                                             "--property 'reachable met: watcher.to'");
    g_autofree char *initial = pins_host_initial(host);
    g_autofree char *labels = pins_host_first_labels(host);
    CHECK_STRING(initial, "entry_a=None entry_b=Absent online=0 sees=0 loss_left=2 repeat_left=0 "
                          "bounce_left=0 to_b_0=- to_a_0=-");
    CHECK_STRING(labels, "r\"x subscribe\nr\"x unsubscribe\nj subscribe\nj unsubscribe\n"
                         "j subscribed\nj unsubscribed\nj add");
    CHECK(pins_host_count_false(host, "met") < pins_host_states(host), "met somewhere");
    CHECK(pins_host_count_false(host, "recoverable") == G_MAXUINT64, "not of single states");
}

static void
what_is_wrong_ends_it(void)
{
    CHECK_NUMBER(pins_host_status("rfc6121 -k 1"), 0, "right");
    CHECK_NUMBER(pins_host_status(""), 2, "no profile");
    CHECK_NUMBER(pins_host_status("nobody"), 2, "no such profile");
    CHECK_NUMBER(pins_host_status("rfc6121 --in-flight none"), 2, "no number");
    CHECK_NUMBER(pins_host_status("rfc6121 'open"), 2, "an open quote");
}

const Test pins_tests[] = {
    {"it finds the same", it_finds_the_same, FALSE},
    {"parts and labels have names", parts_and_labels_have_names, FALSE},
    {"what is wrong ends it", what_is_wrong_ends_it, FALSE},
    {0},
};
