/* What must be true of any log. */
#include "tests/fuzz/log-complaint.h"

#include "explorer/explain.h"
#include "wire/observe.h"

/* A world of two servers, made once. */
static const PsWorld *
world(void)
{
    static PsWorld *made;
    PsWorldOptions options;
    g_autoptr(GError) error = NULL;
    if (made != NULL)
        return made;
    ps_world_options_init(&options);
    options.availability = TRUE;
    options.profiles[0] = ps_profile_load("model/profiles/prosody.profile", &error);
    options.profiles[1] =
        error == NULL ? ps_profile_load("model/profiles/openfire.profile", &error) : NULL;
    if (error != NULL)
        g_error("%s", error->message);
    made = ps_world_new(&options, NULL);
    g_assert(made != NULL);
    return made;
}

static char *
explain_complaint(const PsSeenLog *log)
{
    PsLimits limits = {.max_states = 300};
    g_autoptr(PsExplanation) explanation = ps_explain(world(), log, &limits);
    guint reached = ps_explanation_reached(explanation);
    FUZZ_EXPECT(reached <= log->n, "%u of %u explained", reached, log->n);
    FUZZ_EXPECT(ps_explanation_found(explanation) == (reached == log->n), "found, or not");
    for (guint i = 0; i < ps_explanation_n_steps(explanation); i++) {
        const PsExplainStep *step = ps_explanation_step(explanation, i);
        for (guint j = 0; j < step->n_matched; j++)
            FUZZ_EXPECT(step->matched[j] < log->n, "a thing that is not in the log");
    }
    return NULL;
}

static char *
observed_complaint(const PsLog *log, gboolean availability, const char *file)
{
    PsObserveOptions options = {.availability = availability};
    g_autoptr(GError) error = NULL;
    g_autoptr(PsObserved) observed = ps_observed_new(log, &options, &error);
    if (observed == NULL)
        return fuzz_message_complaint(error->message, file);
    const PsSeenLog *seen = ps_observed_log(observed);
    FUZZ_EXPECT(!g_str_equal(ps_observed_user(observed, 0), ps_observed_user(observed, 1)),
                "one user");
    FUZZ_EXPECT(seen->n > 0, "nothing is seen");
    for (guint i = 0; i < seen->n; i++) {
        g_autofree char *text = ps_seen_text(world(), &seen->seen[i]);
        FUZZ_EXPECT(seen->seen[i].side < 2 && seen->seen[i].line > 0, "thing %u", i);
        FUZZ_EXPECT(g_utf8_validate(text, -1, NULL), "thing %u is not UTF-8", i);
        FUZZ_EXPECT(i == 0 || seen->seen[i - 1].line <= seen->seen[i].line, "lines go back");
    }
    return explain_complaint(seen);
}

char *
fuzz_log_complaint(const char *text, gsize length, const char *file, gboolean *accepted)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsLog) log = ps_log_parse(text, length, file, &error);
    *accepted = log != NULL;
    if (log == NULL)
        return fuzz_message_complaint(error->message, file);
    char *wrong = observed_complaint(log, FALSE, file);
    return wrong != NULL ? wrong : observed_complaint(log, TRUE, file);
}
