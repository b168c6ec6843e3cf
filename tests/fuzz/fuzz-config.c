/* Credentials: what is refused is refused with an error that names the file; what is accepted says
 * who we are in words that can stand in a stanza as they are. */
#include "tests/fuzz/target.h"
#include "wire/config.h"

#include <string.h>

#define FILE_NAME "fuzz.credentials"

static char *
use_target(const PsTarget *target)
{
    const char *plain[] = {target->user.user, target->domain};
    for (guint i = 0; i < G_N_ELEMENTS(plain); i++)
        FUZZ_EXPECT(strpbrk(plain[i], "<>&'\"") == NULL, "“%s” goes into stanzas", plain[i]);
    FUZZ_EXPECT(target->user.password != NULL && target->secret != NULL &&
                    target->components != NULL,
                "something is missing");
    FUZZ_EXPECT(target->user.tls <= PS_TLS_NONE, "TLS is %d", (int)target->user.tls);
    return NULL;
}

static char *
try_config(const char *text, gsize length, gboolean *accepted)
{
    g_autoptr(GError) error = NULL;
    PsTarget target;
    g_autoptr(PsConfig) config = ps_config_parse(text, length, FILE_NAME, &error);
    FUZZ_EXPECT((config == NULL) == (error != NULL), "both or neither");
    *accepted = config != NULL && ps_config_target(config, "server:5222", &target, &error);
    FUZZ_EXPECT(*accepted == (error == NULL), "both or neither");
    if (*accepted)
        return use_target(&target);
    FUZZ_EXPECT(error->domain == PS_WIRE_ERROR, "an error of another domain");
    return fuzz_message_complaint(error->message, FILE_NAME);
}

FUZZ_TARGET(config, try_config)
