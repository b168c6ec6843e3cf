/* Endings. */
#include "tests/ending.h"

#include <string.h>

gboolean
end_at_call(const PsProgress *progress, gpointer data)
{
    Ending *ending = data;
    ending->calls += ending->phase == NULL || strstr(progress->phase, ending->phase) != NULL;
    return ending->last_call == 0 || ending->calls < ending->last_call;
}
