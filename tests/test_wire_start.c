/* Tests of what comes before talking to a server: that it starts, and who we are there. */
#include "tests/suites.h"
#include "tests/support.h"
#include "wire/config.h"
#include "wire/launch.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- Servers that are started ---- */

/* Starts a server of this description, which must fail; the message. Free it. */
static char *
try_launch(const char *description)
{
    g_autofree char *folder = g_dir_make_tmp("presub-test-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "x.server", NULL);
    g_autofree char *keeper = g_build_filename(folder, "keep.sh", NULL);
    g_autofree char *text = NULL;
    GError *error = NULL;
    g_autoptr(PsHub) hub = ps_hub_new(-1);
    g_file_set_contents(path, description, -1, NULL);
    g_file_get_contents("wire/servers/keep.sh", &text, NULL, NULL);
    g_file_set_contents(keeper, text, -1, NULL);
    PsLaunch *launch = ps_launch_start(hub, path, 3, &error);
    CHECK(launch == NULL && error != NULL, "it starts");
    char *message = g_strdup(error != NULL ? error->message : "");
    g_clear_error(&error);
    ps_launch_stop(launch);
    g_remove(path);
    g_remove(keeper);
    CHECK(g_rmdir(folder) == 0, "something is left in %s", folder);
    return message;
}

#define PORTS "[Ports]\nClients=1\nComponents=2\nServers=3\n"

static void
a_server_that_does_not_start(void)
{
    g_autofree char *ended = try_launch("[Server]\nTitle=Falsity\nProgram=sh\nFiles=\n"
                                        "Command=sh -c 'echo why not; exit 3'\n" PORTS);
    CHECK_CONTAINS(ended, "expected Falsity to start, found that it ended: why not");
    g_autofree char *missing = try_launch("[Server]\nTitle=Nothing\nProgram=no-such-server\n"
                                          "Package=nothing\nFiles=\nCommand=x\n" PORTS);
    CHECK_CONTAINS(missing, "please install the package nothing");
    g_autofree char *no_port = try_launch("[Server]\nTitle=Nothing\nProgram=sh\nFiles=\n"
                                          "Command=sh\n[Ports]\nClients=1\n");
    CHECK_CONTAINS(no_port, "Components");
    g_autofree char *no_file =
        try_launch("[Server]\nTitle=Nothing\nProgram=sh\nFiles=gone\nCommand=sh\n" PORTS);
    CHECK_CONTAINS(no_file, "gone");
}

/* ---- Credentials ---- */

#define ACCOUNT "[Account]\nJID=Romeo@Example\nPassword=Secret\n"
#define COMPONENT "[Component]\nAddress=localhost:5347\nDomain=Peer.example\nSecret=s\n"

static void
credentials_are_read(void)
{
    static const char text[] = ACCOUNT "TLS=none\nRegister=true\n" COMPONENT;
    g_autoptr(GError) error = NULL;
    g_autoptr(PsConfig) config = ps_config_parse(text, strlen(text), "file", &error);
    PsTarget target;
    REQUIRE(config != NULL, "%s", error->message);
    REQUIRE(ps_config_target(config, "example:5222", &target, &error), "%s", error->message);
    CHECK_STRING(target.user.user, "romeo@example");
    CHECK_STRING(target.user.password, "Secret");
    CHECK_STRING(target.domain, "peer.example");
    CHECK_STRING(target.user.server, "example:5222");
    CHECK_STRING(target.secret, "s");
    CHECK_NUMBER(target.user.tls, PS_TLS_NONE, "%s", text);
    CHECK(target.registration, "not registered");
}

static void
credentials_are_wrong(void)
{
    static const char *const cases[][2] = {
        {"JID=x", "file: "},
        {"[Account]\nJIT=x\n", "file: unknown key JIT in [Account]"},
        {COMPONENT, "file: expected JID in [Account], found none"},
        {ACCOUNT, "file: expected Address in [Component], found none"},
        {ACCOUNT "TLS=maybe\n" COMPONENT, "file: unknown value “maybe” of Account/TLS"},
        {ACCOUNT "Register=true\n" COMPONENT,
         "file: Register=true sends the password in a stream "},
        {ACCOUNT "TLS=trust\nRegister=true\n" COMPONENT,
         "expected TLS=none with it, found TLS=trust"},
        {"[Account]\nJID=a'/><x y='\nPassword=p\n" COMPONENT, "file: expected a bare JID"},
        {"[Account]\nJID=a@b/c\nPassword=p\n" COMPONENT, "file: expected a bare JID"},
        {"\xff", "file: expected UTF-8"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(PsConfig) config =
            ps_config_parse(cases[i][0], strlen(cases[i][0]), "file", &error);
        PsTarget target;
        CHECK(config == NULL || !ps_config_target(config, "example:5222", &target, &error),
              "taken: %s", cases[i][0]);
        CHECK_CONTAINS(error != NULL ? error->message : "", cases[i][1]);
    }
}

const Test wire_start_tests[] = {
    {"a server that does not start", a_server_that_does_not_start, FALSE},
    {"credentials are read", credentials_are_read, FALSE},
    {"credentials that are wrong", credentials_are_wrong, FALSE},
    {0},
};
