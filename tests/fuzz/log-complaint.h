/* What must be true of any log, shared by the targets that read one. */
#ifndef PS_TESTS_FUZZ_LOG_COMPLAINT_H
#define PS_TESTS_FUZZ_LOG_COMPLAINT_H

#include "tests/fuzz/target.h"

/* Reads the text as a log of that file name, sees what it shows, and explains it a little way. */
char *fuzz_log_complaint(const char *text, gsize length, const char *file, gboolean *accepted);

#endif
