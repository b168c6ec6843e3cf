/* Tests that SPIN finds what presub finds: it runs the Promela export of many worlds, and must
 * store as many states, take as many transitions, and see the same properties fall as soon. */
#include "tests/program.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/export.h"

#include <stdlib.h>
#include <string.h>

/* A world, what presub finds in it, and a folder with its model. */
typedef struct {
    const char *line;
    Setting *setting;
    PsSearch *search;
    PsVerdicts *verdicts;
    char *folder;
} Scene;

/* more: properties of its own, or NULL. */
static Scene
scene_new(const char *line, const char *more)
{
    Scene scene = {.line = line, .setting = setting_new(line), .folder = make_folder()};
    if (more != NULL)
        REQUIRE(ps_properties_add(scene.setting->properties, more, strlen(more), "test", NULL),
                "%s", more);
    scene.search = ps_search_new(scene.setting->world, NULL);
    scene.verdicts = ps_verdicts_new(scene.search, scene.setting->properties);
    PsExport export = {.world = scene.setting->world,
                       .properties = scene.setting->properties,
                       .verdicts = scene.verdicts,
                       .command = line,
                       .file = "model.pml"};
    g_autofree char *text = ps_export_promela(&export);
    write_file(scene.folder, "model.pml", text);
    return scene;
}

static void
scene_clear(Scene *scene)
{
    ps_verdicts_free(scene->verdicts);
    ps_search_free(scene->search);
    setting_free(scene->setting);
    remove_folder(scene->folder);
}

/* What a command prints, which ends well. Free it. */
static char *
output_of(const Scene *scene, const char *command)
{
    g_autoptr(Run) run = run_shell(command, scene->folder);
    REQUIRE(run->status == 0, "%s: %s: status %d\n%s%s", scene->line, command, run->status,
            run->out, run->err);
    return g_strdup(run->out);
}

/* The number before a word; a test that does not find it ends. */
static guint64
number_before(const char *text, const char *word)
{
    const char *at = strstr(text, word);
    REQUIRE(at != NULL, "no “%s” in\n%s", word, text);
    while (at > text && (at[-1] == ' ' || g_ascii_isdigit(at[-1])))
        at--;
    return g_ascii_strtoull(at, NULL, 10);
}

static guint64
number_after(const char *text, const char *word)
{
    const char *at = strstr(text, word);
    REQUIRE(at != NULL, "no “%s” in\n%s", word, text);
    return g_ascii_strtoull(at + strlen(word), NULL, 10);
}

/* The same states, and the same ways between them. */
static void
check_counts(const Scene *scene)
{
    g_autofree char *out = output_of(
        scene, "spin -a model.pml >spin.out && "
               "gcc -w -DSAFETY -DNOREDUCE -DNOCLAIM -o states pan.c && ./states -m100000 -w16");
    CHECK_NUMBER(number_after(out, "errors: "), 0, "%s", scene->line);
    CHECK_NUMBER(number_before(out, " states, stored"), ps_search_states(scene->search), "%s",
                 scene->line);
    CHECK_NUMBER(number_before(out, " transitions (= stored+matched)"),
                 ps_search_transitions(scene->search) + 1, "%s", scene->line);
}

/* What the claim of a property is called: another one has a number if its name means something. */
static char *
claim_of(const Scene *scene, const PsVerdict *verdict)
{
    g_autofree char *model = read_file(scene->folder, "model.pml");
    g_autofree char *claim = g_strdelimit(g_strdup(ps_property_name(verdict->property)), "-", '_');
    g_autofree char *declared = g_strdup_printf("\nnever %s {", claim);
    return strstr(model, declared) != NULL ? g_steal_pointer(&claim)
                                           : g_strconcat(claim, "_2", NULL);
}

/* A breadth-first search of SPIN ends with the last step before a state as the claim looks for. */
static void
check_claim(const Scene *scene, const PsVerdict *verdict)
{
    g_autofree char *claim = claim_of(scene, verdict);
    g_autofree char *command = g_strdup_printf("./claims -m100000 -w16 -N %s", claim);
    g_autofree char *out = output_of(scene, command);
    gboolean falls = number_after(out, "errors: ") > 0;
    CHECK(falls == (verdict->path != NULL), "%s: %s: presub says %s\n%s", scene->line, claim,
          ps_outcome_name(verdict->outcome), out);
    if (falls && verdict->path != NULL && verdict->path->len > 0)
        CHECK_NUMBER(number_after(out, "depth reached ") + 1, verdict->path->len, "%s: %s",
                     scene->line, claim);
}

static void
check_claims(const Scene *scene)
{
    g_free(output_of(scene, "gcc -w -DSAFETY -DNOREDUCE -DBFS -o claims pan.c"));
    for (guint i = 0; i < ps_verdicts_n(scene->verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(scene->verdicts, i);
        if (ps_property_kind(verdict->property) <= PS_PROPERTY_REACHABLE)
            check_claim(scene, verdict);
    }
}

static void
check_spin(const char *line, const char *more)
{
    Scene scene = scene_new(line, more);
    check_counts(&scene);
    check_claims(&scene);
    scene_clear(&scene);
}

static void
bounds(void)
{
    check_spin("rfc6121 k=1", NULL);
    check_spin("rfc6121 k=3", NULL);
    check_spin("rfc6121 k=3 auto-unsubscribed=off auto-subscribed=off", NULL);
}

static void
servers(void)
{
    check_spin("openfire prosody k=2", NULL);
    check_spin("ejabberd k=2", NULL);
    check_spin("prosody ejabberd k=2 sensible", NULL);
    check_spin("rfc6121 openfire k=2 pre-approval=on remove-cancels-pending=on", NULL);
}

static void
faults(void)
{
    check_spin("rfc6121 k=2 loss=any", NULL);
    check_spin("rfc6121 k=3 repeat=2", NULL);
    check_spin("rfc6121 openfire k=2 bounce=any", NULL);
    check_spin("rfc6121 k=2 bag loss=1 repeat=any bounce=2", NULL);
}

static void
users(void)
{
    check_spin("rfc6121 k=3 sequential", NULL);
    check_spin("openfire k=2 bag actions=subscribe,subscribed,add", NULL);
    check_spin("rfc6121 k=1 actions=add", NULL);
}

static void
availability(void)
{
    check_spin("rfc6121 k=1 availability", NULL);
    check_spin("rfc6121 k=2 availability repeat=1", NULL);
    check_spin("rfc6121 prosody k=1 availability bounce=1 sensible", NULL);
}

/* Each kind and each part of the language. */
static void
own_properties(void)
{
    check_spin("rfc6121 k=3 repeat=any",
               "always few: romeo.sent(subscribe) <= 1\n"
               "always U: in_flight < 4 and not romeo.unlisted\n"
               "always if: watcher.to = watcher.to implies true\n"
               "reachable here: watcher.state = \"To\" and publisher.sent(subscribed) = 1\n"
               "reachable nowhere: romeo.state = \"To\" and romeo.from\n"
               "settled no-unask: not (watcher.unask or romeo.approved) or juliet.state != "
               "\"From\" and watcher.sent(subscribe) > 0\n");
}

/* A storm is an acceptance cycle; that nothing happens any more is none. */
static void
check_storm(const char *line)
{
    Scene scene = scene_new(line, NULL);
    const PsVerdict *verdict = ps_verdicts_find(scene.verdicts, "no-reply-storm");
    g_autofree char *out =
        output_of(&scene, "spin -DSTORM -a model.pml >spin.out && gcc -w -DNOREDUCE -DNOCLAIM "
                          "-o storm pan.c && ./storm -a -m100000 -w16");
    CHECK((number_after(out, "errors: ") > 0) == (verdict->outcome == PS_VIOLATED),
          "%s: presub says %s\n%s", line, ps_outcome_name(verdict->outcome), out);
    CHECK((strstr(out, "pan:1: acceptance cycle") != NULL) == (verdict->outcome == PS_VIOLATED),
          "%s\n%s", line, out);
    scene_clear(&scene);
}

static void
storms(void)
{
    check_storm("rfc6121 k=2");
    check_storm("ping k=1");
    check_storm("storm mini k=2");
    check_storm("rfc6121 k=1 availability sequential");
}

const Test spin_tests[] = {
    {"bounds", bounds, TRUE},
    {"servers", servers, TRUE},
    {"faults", faults, TRUE},
    {"users", users, TRUE},
    {"availability", availability, TRUE},
    {"own properties", own_properties, TRUE},
    {"storms", storms, TRUE},
    {0},
};
