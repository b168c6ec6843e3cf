/* Tests that a mistake in one row of a profile would be noticed: every mutant of rfc6121 is
 * explored twice, as the profile itself is. Both explorers must find the same; it must not be what
 * they find of the profile; and if no property notices, the mutant must stand in
 * tests/mutants.list, under the reason for that. A mutant that nobody notices fails. */
#include "tests/mutate.h"
#include "tests/parallel.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "tests/twins.h"

#include <string.h>

/* Options under which, together, every row can fire. A row is tried under the first of them. */
static const char *const setups[] = {
    "",
    " auto-subscribed=off auto-unsubscribed=off probe-unsubscribed=off",
    " remove-cancels-pending=on",
    " pre-approval=on",
    " pre-approval=on keep-approval=on",
    " pre-approval=on keep-approval=on remove-cancels-pending=on",
    " pre-approval=on keep-approval=on auto-unsubscribed=off",
    " probe-contacts=off pre-approval=on keep-approval=on",
    " route-idle-unsubscribed=on acknowledge-subscribe=on",
    " resend-subscribe=on pre-approval=on keep-approval=on",
};

/* With this option rows deliver what they did not deliver without it; no world sees that. */
static const char unseen[] = "deliver-idle";

/* The worlds in which a mutant is tried, until a property notices. In the first one so much goes
 * wrong that one more mistake may not show; the others allow less. */
static const char *const worlds[] = {
    "k=2",
    "k=2 sequential actions=subscribe,unsubscribe,subscribed",
    "k=2 sequential actions=subscribe,subscribed,unsubscribed",
    "k=2 sequential",
    "k=2 loss=1 actions=subscribe,subscribed",
    "k=2 bounce=1 actions=subscribe,unsubscribe,subscribed",
    "k=2 bag actions=subscribe,subscribed,remove",
    "k=1 availability sequential actions=subscribe,unsubscribe,subscribed,login,logout",
    "k=1 availability",
    "k=1 availability loss=1",
    "k=2 availability sequential",
    "k=2 availability sensible",
    "k=2 availability actions=subscribe,unsubscribe,subscribed,unsubscribed,login,logout",
};

#define N_SETUPS G_N_ELEMENTS(setups)
#define N_WORLDS G_N_ELEMENTS(worlds)

/* ---- The profile as it is ---- */

/* A world of the profile. */
typedef struct {
    Setting *setting;
    char *difference;
    Found found;
    gboolean fires[PS_N_EVENTS][PS_MAX_STATES]; /* the events that happen in each state */
} Base;

static void
note_events(Base *base, const NaiveState *state, guint side)
{
    guint entry = state->entry[side];
    guint link = 1 - side;
    guint heads = base->setting->options.any_order ? state->length[link] : 1;
    for (PsAction action = 0; action < PS_N_ACTIONS; action++)
        if (ps_world_has_action(base->setting->world, action))
            base->fires[ps_event_action(action)][entry] = TRUE;
    for (guint i = 0; i < MIN(heads, state->length[link]); i++)
        base->fires[ps_event_arrival((PsPresence)state->link[link][i])][entry] = TRUE;
}

static void
explore_base(gpointer item)
{
    Base *base = item;
    g_autoptr(Naive) naive = naive_new(&base->setting->options);
    base->difference = twins_disagree(&base->setting->options, 0, &base->found);
    for (guint id = 0; id < naive_n_states(naive); id++)
        for (guint side = 0; side < 2; side++)
            note_events(base, naive_state(naive, id), side);
}

/* The worlds of the first n setups, N_WORLDS of each. Free with bases_free. */
static Base *
bases_new(guint n)
{
    Base *bases = g_new0(Base, n * N_WORLDS);
    for (guint i = 0; i < n * N_WORLDS; i++) {
        g_autofree char *line =
            g_strconcat("rfc6121 ", worlds[i % N_WORLDS], setups[i / N_WORLDS], NULL);
        bases[i].setting = setting_new(line);
    }
    in_parallel(explore_base, bases, n * N_WORLDS, sizeof *bases);
    for (guint i = 0; i < n * N_WORLDS; i++)
        CHECK(bases[i].difference == NULL, "%s", bases[i].difference);
    return bases;
}

static void
bases_free(Base *bases, guint n)
{
    for (guint i = 0; i < n * N_WORLDS; i++) {
        setting_free(bases[i].setting);
        g_free(bases[i].difference);
    }
    g_free(bases);
}

/* TRUE if its options let the row be, and its event happens in its state. */
static gboolean
can_fire(const Base *base, const FileRow *row)
{
    const PsProfile *profile = base->setting->profiles[0];
    guint state = 0;
    if (!ps_profile_find_state(profile, row->state, &state))
        return FALSE;
    int option = ps_profile_row(profile, row->event, state)->option;
    const char *name = option < 0 ? NULL : ps_profile_option(profile, (guint)option)->name;
    return base->fires[row->event][state] && g_strcmp0(name, row->option) == 0;
}

/* ---- Mutants ---- */

/* By a property: a verdict is another, the count of states or the steps in it, or there is no end.
 * By the graph: its states or transitions are others. */
typedef enum { BY_NOBODY, BY_GRAPH, BY_PROPERTY } Notice;

/* A mutant, and who noticed it. */
typedef struct {
    const char *text; /* of the profile */
    Mutant mutant;
    const Base *bases; /* the N_WORLDS in which to try it */
    char *difference;
    Notice notice;
} Trial;

static void
clear_trial(gpointer trial)
{
    g_free(((Trial *)trial)->difference);
    g_free(((Trial *)trial)->mutant.instead);
}

/* Reads a profile, with the options of another. NULL if it is none. */
static PsProfile *
read_like(const char *text, const PsProfile *other)
{
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    PsProfile *profile = ps_profile_parse(text, strlen(text), "mutant.profile", errors);
    for (guint i = 0; profile != NULL && i < ps_profile_n_options(other); i++) {
        const PsOption *option = ps_profile_option(other, i);
        ps_profile_set_option(profile, option->name, option->on, NULL);
    }
    return profile;
}

/* Explores one of the profile's worlds with another profile in its place. More states than this
 * only those have in which ever more presences come of one. */
static char *
explore_instead(const Base *base, const PsProfile *profile, Found *found)
{
    PsWorldOptions options = base->setting->options;
    options.profiles[0] = options.profiles[1] = profile;
    return twins_disagree(&options, (guint)base->found.states * 3 + 20000, found);
}

static void
try_mutant(gpointer item)
{
    Trial *trial = item;
    g_autofree char *text = mutant_text(trial->text, &trial->mutant);
    g_autoptr(PsProfile) profile = read_like(text, trial->bases[0].setting->profiles[0]);
    if (profile == NULL)
        trial->difference = g_strdup("no profile");
    for (guint w = 0; w < N_WORLDS; w++) {
        const Base *base = &trial->bases[w];
        if (trial->notice == BY_PROPERTY || trial->difference != NULL)
            break;
        if (!can_fire(base, trial->mutant.row))
            continue;
        Found found;
        trial->difference = explore_instead(base, profile, &found);
        if (!found_same_verdicts(&found, &base->found))
            trial->notice = BY_PROPERTY;
        else if (!found_same(&found, &base->found))
            trial->notice = BY_GRAPH;
    }
}

/* The names of the states that the profile can be in, NULL-terminated. */
static GPtrArray *
reachable_states(const PsProfile *profile)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    guint64 reachable = ps_profile_reachable(profile);
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (reachable >> state & 1)
            g_ptr_array_add(names, g_strdup(ps_profile_state_name(profile, state)));
    g_ptr_array_add(names, NULL);
    return names;
}

/* Appends the trials of all mutants of a row to trials, under the first of n setups in which it can
 * fire. FALSE if it can in none. */
static gboolean
add_trials(GArray *trials, const char *text, const FileRow *row, const Base *bases, guint n)
{
    guint i = 0;
    while (i < n * N_WORLDS && !can_fire(&bases[i], row))
        i++;
    if (i == n * N_WORLDS)
        return FALSE;
    const Base *setup = &bases[i - i % N_WORLDS];
    g_autoptr(GPtrArray) states = reachable_states(setup->setting->profiles[0]);
    g_autoptr(GArray) mutants = g_array_new(FALSE, FALSE, sizeof(Mutant));
    mutate_row(mutants, row, (const char *const *)states->pdata);
    for (guint m = 0; m < mutants->len; m++) {
        Trial trial = {text, g_array_index(mutants, Mutant, m), setup, NULL, BY_NOBODY};
        g_array_append_val(trials, trial);
    }
    return TRUE;
}

/* ---- The list ---- */

/* The names of the mutants that no property notices, as the list has them: each under a reason. */
static GHashTable *
listed_mutants(void)
{
    static const char path[] = "tests/mutants.list";
    GHashTable *listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *text = NULL;
    REQUIRE(g_file_get_contents(path, &text, NULL, NULL), "no %s", path);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gboolean reason = FALSE;
    for (guint i = 0; lines[i] != NULL; i++) {
        reason = lines[i][0] == '#' || (reason && lines[i][0] != '\0');
        if (lines[i][0] != '[')
            continue;
        CHECK(reason, "%s:%u: no reason stands above %s", path, i + 1, lines[i]);
        CHECK(g_hash_table_add(listed, g_strdup(lines[i])), "%s:%u: %s stands twice", path, i + 1,
              lines[i]);
    }
    return listed;
}

/* Checks a trial that is done, and takes its mutant off the list. */
static void
check_trial(const Trial *trial, GHashTable *listed)
{
    static const char *const who[] = {"nobody", "the graph", "a property"};
    g_autofree char *name = mutant_name(&trial->mutant);
    Notice expected = g_hash_table_contains(listed, name) ? BY_GRAPH : BY_PROPERTY;
    CHECK(trial->difference == NULL, "%s: %s", name, trial->difference);
    CHECK(trial->notice == expected, "%s (was %s): noticed by %s, expected by %s", name,
          trial->mutant.row->row, who[trial->notice], who[expected]);
    g_hash_table_remove(listed, name);
}

/* Tries every step-th mutant of the rows that can fire in the first n setups, and takes them off
 * the list. Returns how many they were. */
static guint
check_mutants(guint n, guint step, GHashTable *listed)
{
    g_autofree char *text = NULL;
    REQUIRE(g_file_get_contents("model/profiles/rfc6121.profile", &text, NULL, NULL), "no profile");
    Base *bases = bases_new(n);
    g_autoptr(GArray) rows = file_rows(text);
    g_autoptr(GArray) trials = g_array_new(FALSE, FALSE, sizeof(Trial));
    g_array_set_clear_func(trials, clear_trial);
    for (guint i = 0; i < rows->len; i++) {
        const FileRow *row = &g_array_index(rows, FileRow, i);
        CHECK(add_trials(trials, text, row, bases, n) || n < N_SETUPS ||
                  g_strcmp0(row->option, unseen) == 0,
              "[%s] %s never fires", row->group, row->state);
    }
    guint tried = (trials->len + step - 1) / step;
    in_parallel(try_mutant, trials->data, tried, step * sizeof(Trial));
    for (guint i = 0; i < trials->len; i += step)
        check_trial(&g_array_index(trials, Trial, i), listed);
    bases_free(bases, n);
    return tried;
}

/* One in 25 of those of the rows that fire with the options as they are by default. */
static void
some_mutants(void)
{
    g_autoptr(GHashTable) listed = listed_mutants();
    guint tried = check_mutants(1, 25, listed);
    CHECK(tried > 20, "only %u mutants", tried);
}

/* Of 2761 mutants a property notices 2461, and only the graph the 300 on the list. */
static void
all_mutants(void)
{
    g_autoptr(GHashTable) listed = listed_mutants();
    CHECK_NUMBER(g_hash_table_size(listed), 300, "mutants on the list");
    CHECK_NUMBER(check_mutants(N_SETUPS, 1, listed), 2761, "mutants");
    GHashTableIter iterator;
    g_hash_table_iter_init(&iterator, listed);
    for (gpointer name = NULL; g_hash_table_iter_next(&iterator, &name, NULL);)
        CHECK(FALSE, "%s is listed, and is no mutant", (char *)name);
}

/* Checks that a profile has no pushes and deliveries. */
static void
check_is_silent(const PsProfile *profile)
{
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            const PsRow *row = ps_profile_row(profile, event, state);
            for (guint i = 0; i < row->n_effects; i++)
                CHECK(row->effects[i].kind == PS_ROUTE || row->effects[i].kind == PS_SEND,
                      "[%s] %s: effect %u", ps_event_name(event),
                      ps_profile_state_name(profile, state), i);
        }
    }
}

/* Pushes and deliveries are for clients: without them the same is found. */
static void
without_clients(void)
{
    static const char *const lines[] = {"rfc6121 k=2", "rfc6121 k=1 availability pre-approval=on"};
    g_autofree char *text = NULL;
    REQUIRE(g_file_get_contents("model/profiles/rfc6121.profile", &text, NULL, NULL), "no profile");
    g_autofree char *rest = text_without_clients(text);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        Base base = {.setting = setting_new(lines[i])};
        Found found = {0};
        g_autoptr(PsProfile) profile = read_like(rest, base.setting->profiles[0]);
        REQUIRE(profile != NULL, "no profile:\n%s", rest);
        check_is_silent(profile);
        explore_base(&base);
        g_autofree char *difference = explore_instead(&base, profile, &found);
        CHECK(base.difference == NULL && difference == NULL, "%s: the explorers differ", lines[i]);
        CHECK(found_same(&found, &base.found), "%s: another finding", lines[i]);
        g_free(base.difference);
        setting_free(base.setting);
    }
}

const Test mutants_tests[] = {
    {"some mutants", some_mutants, FALSE},
    {"all mutants", all_mutants, TRUE},
    {"without clients", without_clients, FALSE},
    {0},
};
