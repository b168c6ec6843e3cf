/* The inside of a picture, for its two files: picture.c draws nodes and edges, picture-text.c what
 * stands around them. */
#ifndef PS_VIZ_PICTURE_PRIVATE_H
#define PS_VIZ_PICTURE_PRIVATE_H

#include "viz/picture.h"

#define PICTURE_MARGIN 20
#define PICTURE_TEXT 12 /* the sizes of fonts */
#define PICTURE_TITLE 17
#define PICTURE_LINE 16 /* the height of a line */
#define PICTURE_MIN_WIDTH 560

typedef struct {
    const PsGraph *graph;
    double left, top, right,
        bottom;  /* what the drawing takes; Graphviz counts upwards, we do not */
    guint width; /* of the picture */
    GString *svg;
} Picture;

/* Appends the beginning of the document with its description and its style. */
void picture_append_head(const Picture *picture, guint height);

/* Appends title and caption, or only measures them, if not drawn. Returns where they end. */
int picture_append_title(const Picture *picture, gboolean drawn);

/* The same for the legend, from y on. */
int picture_append_legend(const Picture *picture, int y, gboolean drawn);

/* Appends the outlines of a node: its shape is one of Graphviz's. */
typedef struct {
    double x, y, width, height; /* the middle, and the size of the innermost outline */
    const char *shape;
    gboolean rounded;
    guint outlines;
} PictureShape;

void picture_append_shape(GString *svg, const PictureShape *shape);

/* Appends the line of an edge and its arrowhead: `path` is the data of the line, which ends in the
 * first point, the arrow in the second one. */
void picture_append_arrow(GString *svg, const char *path, const double base[2],
                          const double tip[2]);

/* Appends a number as SVG has it. */
void picture_append_number(GString *text, double number);

#endif
