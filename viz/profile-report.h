/* Profiles as JSON, for programs: which there are, what one says, what is wrong with one. */
#ifndef PS_VIZ_PROFILE_REPORT_H
#define PS_VIZ_PROFILE_REPORT_H

#include "model/profile.h"

G_BEGIN_DECLS

/* The profiles (PsProfile) that can be named, by their NULL-terminated names. Free it. */
char *ps_profile_list_json(const char *const *names, const GPtrArray *profiles);

/* All that a profile says, with its options as they are now: its states and the rows of all of its
 * tables. Free it. */
char *ps_profile_show_json(const PsProfile *profile);

/* What ps_profile_verify found (strings) in the profile of the file at path. Free it. */
char *ps_profile_verify_json(const PsProfile *profile, const char *path, const GPtrArray *findings);

G_END_DECLS

#endif
