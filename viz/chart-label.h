/* Labels of arrows: places on their lines where they cover nothing else. */
#ifndef PS_VIZ_CHART_LABEL_H
#define PS_VIZ_CHART_LABEL_H

#include "viz/chart-place.h"

G_BEGIN_DECLS

/* What stands on the arrow of a presence: its name, and whether it is a copy. Free it. */
char *chart_label_text(const ChartMessage *message);

/* Places the labels of all arrows. */
void chart_label(ChartPlaces *places);

G_END_DECLS

#endif
