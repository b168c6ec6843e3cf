/* Tests of healing: the way back is one, and no shorter one is there. A naive search from the same
 * state says how long it must be. */
#include "explorer/healing.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

#define NEVER G_MAXUINT

/* A search, its verdicts, and the naive explorer's states, which have the same numbers. */
typedef struct {
    const char *line;
    Setting *setting;
    PsSearch *search;
    PsVerdicts *verdicts;
    Naive *naive;
} Explored;

static Explored *
explore(const char *line)
{
    Explored *explored = g_new0(Explored, 1);
    explored->line = line;
    explored->setting = setting_new(line);
    explored->search = ps_search_new(explored->setting->world, NULL);
    explored->verdicts = ps_verdicts_new(explored->search, explored->setting->properties);
    explored->naive = naive_new(&explored->setting->options);
    return explored;
}

static void
explored_free(Explored *explored)
{
    naive_free(explored->naive);
    ps_verdicts_free(explored->verdicts);
    ps_search_free(explored->search);
    setting_free(explored->setting);
    g_free(explored);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Explored, explored_free)

static PsHealing *
heal(const Explored *explored, const char *property)
{
    const PsVerdict *verdict = ps_verdicts_find(explored->verdicts, property);
    REQUIRE(verdict != NULL && ps_healing_applies(verdict), "%s: %s does not fall", explored->line,
            property);
    return ps_healing_new(explored->search, verdict, NULL);
}

/* ---- Against a naive search ---- */

static gboolean
is_healed(const PsWorldOptions *options, const NaiveState *state, const char *property)
{
    return naive_agrees(options, state) && naive_holds(options, state, property);
}

/* The states that one layer leads to without a fault and that are not known yet, all of which
 * become known. */
static GPtrArray *
next_layer(const PsWorldOptions *options, const GPtrArray *layer, GHashTable *known)
{
    GPtrArray *next = g_ptr_array_new();
    for (guint i = 0; i < layer->len; i++) {
        NaiveTransition out[NAIVE_MAX_TRANSITIONS];
        guint n =
            naive_transitions(options, g_bytes_get_data(g_ptr_array_index(layer, i), NULL), out);
        for (guint j = 0; j < n; j++) {
            GBytes *bytes = g_bytes_new(&out[j].to, sizeof out[j].to);
            if (out[j].label.kind > NAIVE_ARRIVAL || g_hash_table_contains(known, bytes)) {
                g_bytes_unref(bytes);
                continue;
            }
            g_hash_table_add(known, bytes);
            g_ptr_array_add(next, bytes);
        }
    }
    return next;
}

static gboolean
any_healed(const PsWorldOptions *options, const GPtrArray *layer, const char *property)
{
    for (guint i = 0; i < layer->len; i++)
        if (is_healed(options, g_bytes_get_data(g_ptr_array_index(layer, i), NULL), property))
            return TRUE;
    return FALSE;
}

/* How many steps a healed state is away, or NEVER. */
static guint
naive_distance(const PsWorldOptions *options, const NaiveState *start, const char *property)
{
    g_autoptr(GHashTable) known =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    GPtrArray *layer = g_ptr_array_new();
    GBytes *first = g_bytes_new(start, sizeof *start);
    guint distance = 0;
    g_hash_table_add(known, first);
    g_ptr_array_add(layer, first);
    while (layer->len > 0 && !any_healed(options, layer, property)) {
        GPtrArray *next = next_layer(options, layer, known);
        g_ptr_array_unref(layer);
        layer = next;
        distance++;
    }
    gboolean found = layer->len > 0;
    g_ptr_array_unref(layer);
    return found ? distance : NEVER;
}

/* Takes the transition with this label, which must be there and be no fault; notes whose user acts.
 */
static gboolean
take(const PsWorldOptions *options, NaiveState *state, const char *label, guint *users)
{
    NaiveTransition out[NAIVE_MAX_TRANSITIONS];
    guint n = naive_transitions(options, state, out);
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = naive_label_text(options, out[i].label);
        if (!g_str_equal(text, label) || out[i].label.kind > NAIVE_ARRIVAL)
            continue;
        if (out[i].label.kind == NAIVE_ACTION)
            *users |= 1u << out[i].label.side;
        *state = out[i].to;
        return TRUE;
    }
    return FALSE;
}

/* Every step is a transition of the naive explorer, and the last one leads to a healed state. */
static void
check_path(const Explored *explored, NaiveState state, const PsHealing *healing,
           const char *property)
{
    const PsWorldOptions *options = &explored->setting->options;
    guint users = 0;
    for (guint i = 0; i < healing->path->len; i++) {
        g_autofree char *label =
            ps_step_text(explored->setting->world, g_array_index(healing->path, PsStep, i));
        CHECK(!is_healed(options, &state, property), "%s: %s heals before step %u", explored->line,
              property, i);
        REQUIRE(take(options, &state, label, &users), "%s: %s: “%s” is not enabled", explored->line,
                property, label);
    }
    CHECK(is_healed(options, &state, property), "%s: %s does not heal", explored->line, property);
    CHECK_NUMBER(healing->users, users, "%s: %s: who acts", explored->line, property);
}

static void
check_healing(const Explored *explored, const PsVerdict *verdict)
{
    const char *property = ps_property_name(verdict->property);
    guint64 number = 0;
    CHECK(ps_search_find(explored->search, &verdict->state, &number), "%s: %s: no such state",
          explored->line, property);
    const NaiveState *start = naive_state(explored->naive, (guint)number);
    guint expected = naive_distance(&explored->setting->options, start, property);
    g_autoptr(PsHealing) healing = ps_healing_new(explored->search, verdict, NULL);
    CHECK_NUMBER(healing->kind, expected == NEVER ? PS_NEVER_HEALS : PS_HEALS, "%s: %s",
                 explored->line, property);
    CHECK_NUMBER(healing->path != NULL ? healing->path->len : NEVER, expected, "%s: %s",
                 explored->line, property);
    if (healing->path != NULL)
        check_path(explored, *start, healing, property);
    else
        CHECK_NUMBER(healing->users, 0, "%s: %s: nobody acts", explored->line, property);
}

/* Returns how many violations there are that can heal. */
static guint
check_healings(const char *line)
{
    g_autoptr(Explored) explored = explore(line);
    guint n = 0;
    REQUIRE(naive_n_states(explored->naive) == ps_search_states(explored->search), "%s: %u states",
            line, naive_n_states(explored->naive));
    for (guint i = 0; i < ps_verdicts_n(explored->verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(explored->verdicts, i);
        gboolean settled = ps_property_kind(verdict->property) == PS_PROPERTY_SETTLED;
        CHECK_NUMBER(ps_healing_applies(verdict), settled && verdict->outcome == PS_VIOLATED,
                     "%s: %s", line, ps_property_name(verdict->property));
        if (!ps_healing_applies(verdict))
            continue;
        check_healing(explored, verdict);
        n++;
    }
    return n;
}

static void
small_worlds_agree(void)
{
    static const char *const lines[] = {
        "rfc6121 k=2",
        "openfire k=2",
        "openfire rfc6121 k=1",
        "rfc6121 k=2 loss=any",
        "rfc6121 k=2 bag auto-unsubscribed=off",
        "rfc6121 k=2 loss=1 bounce=1 sequential",
        "rfc6121 k=1 availability",
        "openfire k=1 availability bounce=1 sequential",
        "openfire k=1 sensible",
        "rfc6121 k=2 actions=subscribe,remove,subscribed",
        "rfc6121 k=2 actions=subscribe sensible loss=1",
        "mini k=2",
        "mini openfire k=2 bag",
        "trap k=2",
        "rfc6121 trap k=2",
        "openfire trap k=1 availability",
    };
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        n += check_healings(lines[i]);
    CHECK(n >= 40, "only %u violations", n);
}

static void
every_profile_agrees(void)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++) {
        g_autofree char *own = g_strdup_printf("%s k=2 loss=any", names[i]);
        g_autofree char *mixed = g_strdup_printf("%s rfc6121 k=1 availability", names[i]);
        check_healings(own);
        check_healings(mixed);
    }
}

/* ---- Known answers ---- */

static void
known_answers(void)
{
    static const struct {
        const char *setting, *property, *path;
    } known[] = {
        {"rfc6121 k=3", "no-leak", "juliet unsubscribed\nromeo receives unsubscribed"},
        {"rfc6121 k=3", "no-orphan", "romeo subscribe\njuliet receives subscribe"},
        {"rfc6121 k=3 auto-unsubscribed=off", "no-ghost",
         "romeo unsubscribe\njuliet receives unsubscribe"},
        {"rfc6121 k=2 loss=any", "no-stuck", "romeo remove"},
        {"rfc6121 k=2 availability", "no-stale-online", "romeo logout"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autoptr(Explored) explored = explore(known[i].setting);
        g_autoptr(PsHealing) healing = heal(explored, known[i].property);
        g_autofree char *path = healing->path != NULL
                                    ? path_text(explored->setting->world, healing->path)
                                    : g_strdup("never");
        CHECK_STRING(path, known[i].path);
    }
}

/* Somebody whom a server keeps asking for ever, and users who may not do what would help. */
static void
some_never_heal(void)
{
    static const struct {
        const char *setting, *property;
    } never[] = {
        {"trap k=1", "no-leak"},
        {"rfc6121 k=2 actions=subscribe sensible loss=1", "no-stuck"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(never); i++) {
        g_autoptr(Explored) explored = explore(never[i].setting);
        g_autoptr(PsHealing) healing = heal(explored, never[i].property);
        CHECK(healing->kind == PS_NEVER_HEALS && healing->path == NULL, "%s: %s heals",
              never[i].setting, never[i].property);
    }
}

/* ---- Which verdicts, and limits ---- */

static PsVerdicts *
judge_text(Setting *setting, const PsSearch *search, const char *text)
{
    g_autoptr(GError) error = NULL;
    gboolean added =
        ps_properties_add(setting->properties, text, strlen(text), "test.properties", &error);
    REQUIRE(added, "%s", error->message);
    return ps_verdicts_new(search, setting->properties);
}

/* What is in flight lands without anybody's help. */
static void
an_always_property_heals_by_itself(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts =
        judge_text(setting, search, "always calm: in_flight <= 1\nreachable never: 1 = 2\n");
    const PsVerdict *calm = ps_verdicts_find(verdicts, "calm");
    const PsVerdict *never = ps_verdicts_find(verdicts, "never");
    g_autoptr(PsHealing) healing = ps_healing_new(search, calm, NULL);
    CHECK_NUMBER(healing->kind, PS_HEALS, "calm");
    CHECK_NUMBER(healing->users, 0, "nobody acts");
    CHECK_NUMBER(healing->path->len, 2, "two presences arrive");
    CHECK_STRING(ps_outcome_name(never->outcome), "violated");
    CHECK(!ps_healing_applies(never), "a state that is not there heals");
}

/* Servers that answer each other for ever come to rest only if an answer is lost, and nobody may
 * hope for that. */
static void
faults_do_not_heal(void)
{
    g_autoptr(Setting) setting = setting_new("ping k=1 loss=any");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts = judge_text(setting, search, "always quiet: in_flight = 0\n");
    g_autoptr(PsHealing) healing =
        ps_healing_new(search, ps_verdicts_find(verdicts, "quiet"), NULL);
    CHECK_NUMBER(healing->kind, PS_NEVER_HEALS, "quiet");
}

/* Another property that is called recoverable changes nothing: the records must agree. */
static void
agreement_is_the_built_in_one(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts =
        judge_text(setting, search, "recoverable recoverable: romeo.from\n");
    g_autoptr(PsHealing) healing =
        ps_healing_new(search, ps_verdicts_find(verdicts, "no-orphan"), NULL);
    g_autofree char *path = path_text(setting->world, healing->path);
    CHECK_STRING(path, "romeo subscribe\njuliet receives subscribe");
}

static void
whole_runs_do_not_heal(void)
{
    g_autoptr(Explored) trap = explore("trap k=1");
    g_autoptr(Explored) storm = explore("storm k=1");
    const PsVerdict *recoverable = ps_verdicts_find(trap->verdicts, "recoverable");
    const PsVerdict *no_storm = ps_verdicts_find(storm->verdicts, "no-reply-storm");
    CHECK_STRING(ps_outcome_name(recoverable->outcome), "violated");
    CHECK_STRING(ps_outcome_name(no_storm->outcome), "violated");
    CHECK(!ps_healing_applies(recoverable) && !ps_healing_applies(no_storm), "they heal");
}

static gboolean
end_now(const PsProgress *progress, gpointer data)
{
    (void)progress;
    (void)data;
    return FALSE;
}

static void
limits_leave_unknown(void)
{
    g_autoptr(Explored) explored = explore("rfc6121 k=2");
    const PsVerdict *verdict = ps_verdicts_find(explored->verdicts, "no-leak");
    PsLimits few = {.max_states = 3};
    PsLimits interrupted = {.progress = end_now};
    PsLimits enough = {.max_states = 1064};
    g_autoptr(PsHealing) with_few = ps_healing_new(explored->search, verdict, &few);
    g_autoptr(PsHealing) with_end = ps_healing_new(explored->search, verdict, &interrupted);
    g_autoptr(PsHealing) with_enough = ps_healing_new(explored->search, verdict, &enough);
    CHECK_NUMBER(with_few->kind, PS_HEALING_UNKNOWN, "3 states");
    CHECK_NUMBER(with_end->kind, PS_HEALING_UNKNOWN, "an interruption");
    CHECK_STRING(with_few->stopped, "the limit of 3 states");
    CHECK_STRING(with_end->stopped, "an interruption");
    CHECK_STRING(with_enough->stopped, NULL);
    CHECK(with_few->path == NULL && with_few->users == 0, "there is a path");
    CHECK_NUMBER(with_enough->kind, PS_HEALS, "as many as there are");
}

const Test healing_tests[] = {
    {"small worlds agree", small_worlds_agree, FALSE},
    {"every profile agrees", every_profile_agrees, TRUE},
    {"known answers", known_answers, FALSE},
    {"some never heal", some_never_heal, FALSE},
    {"an always property heals by itself", an_always_property_heals_by_itself, FALSE},
    {"faults do not heal", faults_do_not_heal, FALSE},
    {"agreement is the built-in one", agreement_is_the_built_in_one, FALSE},
    {"whole runs do not heal", whole_runs_do_not_heal, FALSE},
    {"limits leave unknown", limits_leave_unknown, FALSE},
    {0},
};
