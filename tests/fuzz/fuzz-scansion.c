/* Scansion scripts: the same that is true of logs. */
#include "tests/fuzz/log-complaint.h"

static char *
try_scansion(const char *text, gsize length, gboolean *accepted)
{
    return fuzz_log_complaint(text, length, "fuzz.scs", accepted);
}

FUZZ_TARGET(scansion, try_scansion)
