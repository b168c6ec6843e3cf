/* Marks: what became of a property, short enough for a cell of a table. */
#ifndef PS_VIZ_MARK_H
#define PS_VIZ_MARK_H

#include "explorer/survey.h"

G_BEGIN_DECLS

/* "5" for the steps of a counterexample that needs nothing, "5r" of one that needs a race, "5r/v"
 * of one that needs a race or a loss, "5?" if it is not known what it needs; "x" where no state is
 * such;
 * "." for holds, "?" for undecided. Free it. */
char *ps_mark(const PsFinding *finding);

/* What the letters mean that stand in a mark of this survey: "r a race, v a lost presence, ? not
 * known". Free it; "" if there are none. */
char *ps_mark_legend(const PsSurvey *survey);

G_END_DECLS

#endif
