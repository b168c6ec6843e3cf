/* Labels of arrows: each tries places along its own line and takes the one that costs least. */
#include "viz/chart-label.h"

#include "viz/svg.h"

#define WINDOW 96 /* presences sent before one that its label looks at */
#define HALF_HEIGHT 7

typedef struct {
    ChartPlaces *places;
    GArray *labels; /* of ChartBox: those that stand, by presence */
} Labels;

char *
chart_label_text(const ChartMessage *message)
{
    const char *name = ps_presence_name(message->presence);
    return message->copy_of != CHART_NONE ? g_strdup_printf("%s (repeated)", name) : g_strdup(name);
}

static ChartBox
box_about(ChartPoint middle, guint width)
{
    int half = (int)width / 2;
    return (ChartBox){middle.x - half, middle.y - HALF_HEIGHT, middle.x + half,
                      middle.y + HALF_HEIGHT};
}

static gboolean
boxes_meet(const ChartBox *a, const ChartBox *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* TRUE if a line passes through a box: some part of it is inside of the box's columns and, there,
 * of its rows. Lines lead down. */
static gboolean
line_meets(const ChartArrow *arrow, const ChartBox *box)
{
    ChartPoint left = arrow->start.x <= arrow->end.x ? arrow->start : arrow->end;
    ChartPoint right = arrow->start.x <= arrow->end.x ? arrow->end : arrow->start;
    int from = MAX(left.x, box->left);
    int to = MIN(right.x, box->right);
    if (from > to || MAX(left.y, right.y) < box->top || MIN(left.y, right.y) > box->bottom)
        return FALSE;
    int run = MAX(right.x - left.x, 1);
    int y1 = left.y + (right.y - left.y) * (from - left.x) / run;
    int y2 = left.y + (right.y - left.y) * (to - left.x) / run;
    return MAX(y1, y2) > box->top && MIN(y1, y2) < box->bottom;
}

/* What it costs to put the label of presence i there. */
static guint
cost(const Labels *labels, guint i, const ChartBox *box)
{
    const ChartPlaces *places = labels->places;
    guint sum = 0;
    if (box->left < places->lifeline[0] + 4 || box->right > places->lifeline[1] - 4)
        sum += 1000;
    for (guint j = i > WINDOW ? i - WINDOW : 0;
         j < places->arrows->len && (j <= i || chart_arrow(places, j)->start.y <= box->bottom);
         j++) {
        const ChartArrow *other = chart_arrow(places, j);
        if (!other->drawn || j == i)
            continue;
        sum += line_meets(other, box) ? 40 : 0;
        sum +=
            j < labels->labels->len && boxes_meet(&g_array_index(labels->labels, ChartBox, j), box)
                ? 200
                : 0;
    }
    for (guint j = 0; j < places->meets->len; j++) {
        ChartPoint point = g_array_index(places->meets, ChartPoint, j);
        ChartBox ring = {point.x - 7, point.y - 7, point.x + 7, point.y + 7};
        sum += boxes_meet(&ring, box) ? 60 : 0;
    }
    return sum;
}

static void
place_label(Labels *labels, guint i)
{
    static const int shares[] = {30, 36, 42, 24, 48, 54, 20, 60, 66, 72, 78};
    ChartArrow *arrow = &g_array_index(labels->places->arrows, ChartArrow, i);
    g_autofree char *text = chart_label_text(chart_message(labels->places->chart, i));
    guint width = ps_svg_text_width(text, CHART_SMALL) - 4;
    guint least = G_MAXUINT;
    ChartBox best = {0};
    for (guint j = 0; arrow->drawn && j < G_N_ELEMENTS(shares); j++) {
        ChartPoint middle = {arrow->start.x + (arrow->end.x - arrow->start.x) * shares[j] / 100,
                             arrow->start.y + (arrow->end.y - arrow->start.y) * shares[j] / 100};
        ChartBox box = box_about(middle, width);
        guint found = cost(labels, i, &box) + j;
        if (found < least) {
            least = found;
            best = box;
            arrow->label = middle;
        }
    }
    g_array_append_val(labels->labels, best);
}

void
chart_label(ChartPlaces *places)
{
    Labels labels = {places, g_array_new(FALSE, FALSE, sizeof(ChartBox))};
    for (guint i = 0; i < places->arrows->len; i++) {
        ChartArrow *arrow = &g_array_index(places->arrows, ChartArrow, i);
        arrow->fate = (ChartPoint){arrow->end.x, arrow->end.y + 16};
    }
    for (guint i = 0; i < places->arrows->len; i++)
        place_label(&labels, i);
    g_array_unref(labels.labels);
}
