/* Tests of profiles in files: what is wrong with a file is reported, and the profiles that belong
 * to the program are as they should be. */
#include "tests/suites.h"
#include "tests/support.h"

#include <glib/gstdio.h>
#include <string.h>

/* A new file with this text; its path. Delete it and free that. */
static char *
write_file(const char *text)
{
    g_autoptr(GError) error = NULL;
    char *path = NULL;
    int fd = g_file_open_tmp("presub-XXXXXX.profile", &path, &error);
    REQUIRE(fd >= 0, "%s", error->message);
    g_close(fd, NULL);
    REQUIRE(g_file_set_contents(path, text, -1, &error), "%s", error->message);
    return path;
}

static void
load_reads_a_file(void)
{
    g_autofree char *path = write_file(mini_profile());
    g_autoptr(GError) error = NULL;
    g_autoptr(PsProfile) profile = ps_profile_load(path, &error);
    g_unlink(path);
    REQUIRE(profile != NULL, "%s", error->message);
    CHECK_STRING(ps_profile_name(profile), "mini");
    ps_profile_free(NULL); /* does nothing */
}

/* Loading a file gives the first error, with the file's name and how many more there are. */
static void
load_reports_the_first_error(void)
{
    g_autofree char *one = replaced(mini_profile(), "Asked; route, push", "Asked; fly");
    g_autofree char *two = replaced(one, "Initial=None", "Initial=Nobody");
    const char *const texts[] = {one, two};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *path = write_file(texts[i]);
        g_autoptr(GError) error = NULL;
        g_autoptr(PsProfile) profile = ps_profile_load(path, &error);
        g_unlink(path);
        REQUIRE(profile == NULL && error != NULL, "a wrong profile is loaded");
        CHECK(error->domain == PS_PROFILE_ERROR, "another domain");
        CHECK(g_str_has_prefix(error->message, path), "%s", error->message);
        CHECK((strstr(error->message, "1 more") != NULL) == (i == 1), "%s", error->message);
    }
}

static void
missing_files(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) directory_error = NULL;
    CHECK(ps_profile_load("model/profiles/nowhere.profile", &error) == NULL, "it is loaded");
    CHECK(g_error_matches(error, PS_PROFILE_ERROR, PS_PROFILE_ERROR_FILE), "another error");
    CHECK_CONTAINS(error->message, "nowhere.profile");
    CHECK(ps_profile_load("model/profiles", &directory_error) == NULL, "a directory is loaded");
    CHECK_CONTAINS(directory_error->message, "model/profiles");
}

/* Every profile that belongs to the program is called as its file is, and has no findings. */
static void
real_profiles_are_verified(void)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++) {
        g_autoptr(PsProfile) profile = load_profile(names[i]);
        g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
        ps_profile_verify(profile, findings);
        CHECK_STRING(ps_profile_name(profile), names[i]);
        CHECK(findings->len == 0, "%s: %s", names[i], (const char *)g_ptr_array_index(findings, 0));
        for (guint j = 0; j < ps_profile_n_options(profile); j++) {
            const PsOption *option = ps_profile_option(profile, j);
            CHECK(option->why[0] != '\0', "%s: %s does not say why", names[i], option->name);
            CHECK(option->on == option->by_default, "%s: %s is not as by default", names[i],
                  option->name);
        }
    }
    CHECK(g_strv_length(names) >= 2, "only %u profiles", g_strv_length(names));
}

/* How many states rfc6121 can reach with these options. */
static void
check_rfc6121_reaches(gboolean pre_approval, gboolean keep_approval, guint expected)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    ps_profile_set_option(profile, "pre-approval", pre_approval, NULL);
    ps_profile_set_option(profile, "keep-approval", keep_approval, NULL);
    guint64 reachable = ps_profile_reachable(profile);
    CHECK_NUMBER((guint)__builtin_popcountll(reachable), expected,
                 "pre-approval %d, keep-approval %d", pre_approval, keep_approval);
}

static void
real_profiles_reach_what_they_should(void)
{
    check_rfc6121_reaches(FALSE, FALSE, 9);
    check_rfc6121_reaches(TRUE, FALSE, 12);
    check_rfc6121_reaches(TRUE, TRUE, 15);
    check_rfc6121_reaches(FALSE, TRUE, 9);
    g_autoptr(PsProfile) openfire = load_profile("openfire");
    CHECK_NUMBER((guint)__builtin_popcountll(ps_profile_reachable(openfire)), 17, "openfire");
}

static void
real_profiles_have_their_defaults(void)
{
    static const struct {
        const char *profile;
        const char *options;
    } cases[] = {
        {"rfc6121", "auto-subscribed=on auto-unsubscribed=on probe-unsubscribed=on "
                    "remove-cancels-pending=off pre-approval=off keep-approval=off "
                    "probe-contacts=on resend-subscribe=off acknowledge-subscribe=off "
                    "route-idle-unsubscribed=off deliver-idle=off"},
        {"openfire", "subscribe-autoreply=on"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(PsProfile) profile = load_profile(cases[i].profile);
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint j = 0; j < ps_profile_n_options(profile); j++) {
            const PsOption *option = ps_profile_option(profile, j);
            g_string_append_printf(text, "%s%s=%s", j > 0 ? " " : "", option->name,
                                   option->on ? "on" : "off");
        }
        CHECK_STRING(text->str, cases[i].options);
    }
}

/* A word that is none, made of a right one, and the right one suggested. */
static void
near_names_are_suggested(void)
{
    static const char *const mistakes[][3] = {
        {"[Remove]", "[Remov]", "“Inbound subscribe if OPTION”; did you mean Remove?"},
        {"Initial=None", "Initial=Noen",
         "unknown state “Noen”; expected one of [States]; did you "
         "mean None?"},
        {"Asked=To; deliver", "Asked=Too; deliver", "or one of [States]; did you mean To?"},
        {"From=None; send", "Form=None; send", "expected one of [States]; did you mean From?"},
        {"if polite]", "if polit]", "“polit”; expected one of [Options]; did you mean polite?"},
        {"Asked; route, push", "Asked; rout", "or send PRESENCE; did you mean route?"},
        {"Asked; route, push", "Asked; send prove", "“prove” to send; did you mean probe?"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autofree char *text = replaced(mini_profile(), mistakes[i][0], mistakes[i][1]);
        g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
        g_autoptr(PsProfile) profile = ps_profile_parse(text, strlen(text), "x", errors);
        REQUIRE(profile == NULL && errors->len > 0, "%s is accepted", mistakes[i][1]);
        g_autoptr(GString) all = g_string_new(NULL);
        for (guint j = 0; j < errors->len; j++)
            g_string_append_printf(all, "%s\n", ((GError *)g_ptr_array_index(errors, j))->message);
        CHECK_CONTAINS(all->str, mistakes[i][2]);
    }
}

const Test profile_load_tests[] = {
    {"load reads a file", load_reads_a_file, FALSE},
    {"load reports the first error", load_reports_the_first_error, FALSE},
    {"missing files", missing_files, FALSE},
    {"real profiles are verified", real_profiles_are_verified, FALSE},
    {"real profiles reach what they should", real_profiles_reach_what_they_should, FALSE},
    {"real profiles have their defaults", real_profiles_have_their_defaults, FALSE},
    {"near names are suggested", near_names_are_suggested, FALSE},
    {0},
};
