/* Logs: what is refused is refused with an error that names the file; what is accepted shows
 * something of two users, or is said to show nothing, and can be explained or not. */
#include "tests/fuzz/log-complaint.h"

static char *
try_log(const char *text, gsize length, gboolean *accepted)
{
    return fuzz_log_complaint(text, length, "fuzz.log", accepted);
}

FUZZ_TARGET(log, try_log)
