/* Needs: from less to more, which of the things that a world has make a property fall. */
#include "explorer/needs.h"

/* What is known of one verdict. */
typedef struct {
    GArray *ways;     /* of PsWay */
    gboolean unknown; /* a limit ended the search of a world in which it may fall as well */
} Finding;

struct _PsNeeds {
    const PsVerdicts *verdicts;
    const PsProperties *properties;
    PsLimits limits;
    guint all;        /* what the world of the verdicts has */
    GArray *findings; /* of Finding, by verdict */
    char *stopped;    /* what ended a search that left one of these unknown, or NULL */
};

static const struct {
    const char *name, *text;
} words[PS_N_NEEDS] = {
    {"race", "a race"},
    {"loss", "a lost presence"},
    {"repeat", "a repeated presence"},
    {"bounce", "a bounced presence"},
    {"overtaking", "overtaking"},
    {"availability", "availability"},
};

const char *
ps_need_name(PsNeed need)
{
    return words[need].name;
}

const char *
ps_need_text(PsNeed need)
{
    return words[need].text;
}

/* What a world of these options has. */
static guint
needs_of(const PsWorldOptions *options)
{
    guint needs = options->sequential ? 0 : 1u << PS_NEED_RACE;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (options->faults[fault] != 0)
            needs |= 1u << (PS_NEED_LOSS + fault);
    if (options->any_order)
        needs |= 1u << PS_NEED_OVERTAKING;
    if (options->availability)
        needs |= 1u << PS_NEED_AVAILABILITY;
    return needs;
}

static gboolean
has(guint needs, PsNeed need)
{
    return needs >> need & 1;
}

/* The same world with only these of the things that it has. */
static PsWorld *
world_with(const PsWorld *world, guint needs)
{
    PsWorldOptions options = *ps_world_options(world);
    options.sequential = !has(needs, PS_NEED_RACE);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (!has(needs, (PsNeed)(PS_NEED_LOSS + fault)))
            options.faults[fault] = 0;
    options.any_order = has(needs, PS_NEED_OVERTAKING);
    options.availability = has(needs, PS_NEED_AVAILABILITY);
    PsWorld *less = ps_world_new(&options, NULL);
    g_assert(less != NULL && "a world with less is possible if one with more is");
    return less;
}

/* ---- One set of needs ---- */

/* TRUE if verdict i has a counterexample, and no smaller set suffices. */
static gboolean
is_open(const PsNeeds *needs, guint i, guint size)
{
    const Finding *finding = &g_array_index(needs->findings, Finding, i);
    const PsVerdict *verdict = ps_verdicts_get(needs->verdicts, i);
    return verdict->outcome == PS_VIOLATED && verdict->path != NULL && !finding->unknown &&
           (finding->ways->len == 0 ||
            (guint)__builtin_popcount(g_array_index(finding->ways, PsWay, 0).needs) == size);
}

static gboolean
any_open(const PsNeeds *needs, guint size)
{
    for (guint i = 0; i < needs->findings->len; i++)
        if (is_open(needs, i, size))
            return TRUE;
    return FALSE;
}

static void
make_unknown(Finding *finding)
{
    g_array_set_size(finding->ways, 0);
    finding->unknown = TRUE;
}

/* Nobody waits for what the open verdicts need any more. */
static void
give_up(PsNeeds *needs, guint size)
{
    for (guint i = 0; i < needs->findings->len; i++) {
        if (!is_open(needs, i, size))
            continue;
        make_unknown(&g_array_index(needs->findings, Finding, i));
        if (needs->stopped == NULL)
            needs->stopped = g_strdup("an interruption");
    }
}

/* Notes what became of one open verdict in a world with these needs. FALSE if that is not known:
 * then neither is whether more is needed. */
static gboolean
note_way(Finding *finding, const PsVerdict *verdict, guint set)
{
    PsWay way = {set, verdict->path != NULL ? verdict->path->len : 0};
    gboolean violated = verdict->outcome == PS_VIOLATED;
    if (verdict->outcome == PS_UNDECIDED || (violated && verdict->path == NULL))
        make_unknown(finding);
    else if (violated)
        g_array_append_val(finding->ways, way);
    return !finding->unknown;
}

/* Notes which of the open verdicts fall in a world with these needs. */
static void
note_ways(PsNeeds *needs, const PsVerdicts *verdicts, guint set)
{
    for (guint i = 0; i < needs->findings->len; i++) {
        const PsVerdict *verdict = ps_verdicts_get(needs->verdicts, i);
        const PsVerdict *less = ps_verdicts_find(verdicts, ps_property_name(verdict->property));
        if (less != NULL && is_open(needs, i, (guint)__builtin_popcount(set)) &&
            !note_way(&g_array_index(needs->findings, Finding, i), less, set) &&
            needs->stopped == NULL)
            needs->stopped = g_strdup(ps_verdicts_stopped(verdicts));
    }
}

static void
try_set(PsNeeds *needs, guint set)
{
    const PsSearch *search = ps_verdicts_search(needs->verdicts);
    if (set == needs->all) {
        note_ways(needs, needs->verdicts, set);
        return;
    }
    if (ps_search_interrupted(search)) {
        give_up(needs, (guint)__builtin_popcount(set));
        return;
    }
    g_autoptr(PsWorld) world = world_with(ps_search_world(search), set);
    g_autoptr(PsSearch) less = ps_search_new(world, &needs->limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(less, needs->properties);
    note_ways(needs, verdicts, set);
}

/* ---- All of them ---- */

static void
clear_finding(gpointer data)
{
    Finding *finding = data;
    g_array_unref(finding->ways);
}

PsNeeds *
ps_needs_new(const PsVerdicts *verdicts, const PsProperties *properties, const PsLimits *limits)
{
    PsNeeds *needs = g_new0(PsNeeds, 1);
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    needs->verdicts = verdicts;
    needs->properties = properties;
    if (limits != NULL)
        needs->limits = *limits;
    needs->limits.phase = "asking what it needs";
    needs->all = needs_of(ps_world_options(world));
    needs->findings = g_array_new(FALSE, FALSE, sizeof(Finding));
    g_array_set_clear_func(needs->findings, clear_finding);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        Finding finding = {.ways = g_array_new(FALSE, FALSE, sizeof(PsWay))};
        g_array_append_val(needs->findings, finding);
    }
    for (guint size = 0; size <= PS_N_NEEDS; size++)
        for (guint set = 0; set < 1u << PS_N_NEEDS; set++)
            if ((set & ~needs->all) == 0 && (guint)__builtin_popcount(set) == size &&
                any_open(needs, size))
                try_set(needs, set);
    return needs;
}

void
ps_needs_free(PsNeeds *needs)
{
    if (needs == NULL)
        return;
    g_array_unref(needs->findings);
    g_free(needs->stopped);
    g_free(needs);
}

const GArray *
ps_needs_ways(const PsNeeds *needs, guint i)
{
    g_assert(i < needs->findings->len);
    return g_array_index(needs->findings, Finding, i).ways;
}

const char *
ps_needs_stopped(const PsNeeds *needs)
{
    return needs->stopped;
}

/* Joins the ways: what each needs is called so, with one separator between needs and another one
 * between ways. */
static char *
join_ways(const GArray *ways, const char *(*name)(PsNeed), const char *and, const char * or)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < ways->len; i++) {
        guint set = g_array_index(ways, PsWay, i).needs;
        g_string_append(text, i > 0 ? or : "");
        gsize begin = text->len;
        for (guint need = 0; need < PS_N_NEEDS; need++)
            if (has(set, (PsNeed)need))
                g_string_append_printf(text, "%s%s", text->len > begin ? and : "",
                                       name((PsNeed)need));
        g_string_append(text, set == 0 ? "nothing" : "");
    }
    return g_string_free(text, FALSE);
}

char *
ps_ways_text(const GArray *ways)
{
    return ways->len == 0 ? g_strdup("unknown") : join_ways(ways, ps_need_text, " and ", " or ");
}

char *
ps_ways_code(const GArray *ways)
{
    return join_ways(ways, ps_need_name, "+", "|");
}

char *
ps_needs_text(const PsNeeds *needs, guint i)
{
    return ps_ways_text(ps_needs_ways(needs, i));
}
