/* Labels of arrows: each tries places along its own line and takes the one that costs least. */
#include "viz/chart-label.h"

#include "viz/svg.h"

#define WINDOW 96 /* presences sent before one that its label looks at */
#define HALF_HEIGHT 7
#define RING 7
#define COVERED 40 /* the cost of covering an arrow, and that of covering another label */
#define TAKEN 300

typedef struct {
    ChartPlaces *places;
    GArray *labels; /* of ChartBox: those that stand, by presence */
    GArray *fates;  /* the same of what became of each */
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

/* TRUE if box j stands, and meets this one. */
static gboolean
is_taken(const GArray *boxes, guint j, const ChartBox *box)
{
    return j < boxes->len && boxes_meet(&g_array_index(boxes, ChartBox, j), box);
}

/* The first place where arrows cross that is not above y. */
static guint
first_meet(const ChartPlaces *places, int y)
{
    guint from = 0;
    guint to = places->meets->len;
    while (from < to) {
        guint middle = (from + to) / 2;
        if (g_array_index(places->meets, ChartPoint, middle).y < y)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* What it costs to cover what is not of presence i itself. */
static guint
cost(const Labels *labels, guint i, const ChartBox *box)
{
    const ChartPlaces *places = labels->places;
    guint sum = 0;
    if (box->left < places->lifeline[0] + 4 || box->right > places->lifeline[1] - 4)
        sum += 1000;
    for (guint j = i > WINDOW ? i - WINDOW : 0; j < places->arrows->len; j++) {
        const ChartArrow *other = chart_arrow(places, j);
        if (j > i && other->start.y > box->bottom + places->row_height)
            break;
        sum += other->drawn && j != i && line_meets(other, box) ? COVERED : 0;
        sum += is_taken(labels->labels, j, box) || is_taken(labels->fates, j, box) ? TAKEN : 0;
    }
    for (guint j = first_meet(places, box->top - RING); j < places->meets->len; j++) {
        ChartPoint point = g_array_index(places->meets, ChartPoint, j);
        ChartBox ring = {point.x - RING, point.y - RING, point.x + RING, point.y + RING};
        if (ring.top > box->bottom)
            break;
        sum += boxes_meet(&ring, box) ? 60 : 0;
    }
    return sum;
}

/* A box takes the place of the one before if it costs less. */
static void
try_place(const Labels *labels, guint i, ChartPoint middle, guint width, guint extra, guint *least,
          ChartBox *best, ChartPoint *place)
{
    ChartBox box = box_about(middle, width);
    guint found = cost(labels, i, &box) + extra;
    if (found >= *least)
        return;
    *least = found;
    *best = box;
    *place = middle;
}

/* Moves the middle of a label so far that it stands between the lifelines, if there is room. */
static void
keep_inside(const ChartPlaces *places, guint width, ChartPoint *middle)
{
    int half = (int)width / 2 + 5;
    middle->x = MAX(middle->x, places->lifeline[0] + half);
    middle->x = MIN(middle->x, places->lifeline[1] - half);
}

/* On its line, near to who sent it. */
static void
place_label(Labels *labels, guint i)
{
    static const int shares[] = {30, 34, 38, 42, 26, 22, 46, 50, 18, 55, 60, 65, 70, 75, 80};
    ChartArrow *arrow = &g_array_index(labels->places->arrows, ChartArrow, i);
    g_autofree char *text = chart_label_text(chart_message(labels->places->chart, i));
    guint width = ps_svg_text_width(text, CHART_SMALL) + 2;
    guint least = G_MAXUINT;
    ChartBox best = {0};
    for (guint j = 0; arrow->drawn && j < G_N_ELEMENTS(shares); j++) {
        ChartPoint middle = {arrow->start.x + (arrow->end.x - arrow->start.x) * shares[j] / 100,
                             arrow->start.y + (arrow->end.y - arrow->start.y) * shares[j] / 100};
        keep_inside(labels->places, width, &middle);
        try_place(labels, i, middle, width, j, &least, &best, &arrow->label);
    }
    g_array_append_val(labels->labels, best);
}

/* Around the end of what does not arrive. Where several end in flight at one place, it is said
 * once.
 */
static void
place_fate(Labels *labels, guint i)
{
    ChartArrow *arrow = &g_array_index(labels->places->arrows, ChartArrow, i);
    const ChartMessage *message = chart_message(labels->places->chart, i);
    ChartBox best = {0};
    if (arrow->drawn && message->fate != CHART_ARRIVES) {
        guint width = ps_svg_text_width(chart_fate_text(message), CHART_SMALL);
        int beside = (int)width / 2 + 12;
        int along = message->side == 0 ? beside : -beside;
        const ChartPoint ways[] = {{0, 15}, {along, 2}, {along, 12}, {-along, 10}, {0, -13}};
        guint least = G_MAXUINT;
        for (guint j = 0; j < G_N_ELEMENTS(ways); j++)
            try_place(labels, i, (ChartPoint){arrow->end.x + ways[j].x, arrow->end.y + ways[j].y},
                      width, j, &least, &best, &arrow->fate);
        arrow->told = message->fate != CHART_IN_FLIGHT || least < COVERED;
    }
    g_array_append_val(labels->fates, best);
}

void
chart_label(ChartPlaces *places)
{
    Labels labels = {places, g_array_new(FALSE, FALSE, sizeof(ChartBox)),
                     g_array_new(FALSE, FALSE, sizeof(ChartBox))};
    for (guint i = 0; i < places->arrows->len; i++)
        place_fate(&labels, i);
    for (guint i = 0; i < places->arrows->len; i++)
        place_label(&labels, i);
    g_array_unref(labels.labels);
    g_array_unref(labels.fates);
}
