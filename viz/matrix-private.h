/* The inside of a matrix, for its two files: matrix.c decides on places and draws the cells,
 * matrix-text.c writes what stands around them. */
#ifndef PS_VIZ_MATRIX_PRIVATE_H
#define PS_VIZ_MATRIX_PRIVATE_H

#include "viz/matrix.h"
#include "viz/pairs.h"

#define MATRIX_MARGIN 20
#define MATRIX_TEXT 12 /* the sizes of fonts */
#define MATRIX_SMALL 11
#define MATRIX_TITLE 17
#define MATRIX_LINE 16 /* the heights of lines */
#define MATRIX_SMALL_LINE 13
#define MATRIX_SWATCH 26 /* the width of a sample in the legend */

/* One side's entries: rows or columns. */
typedef struct {
    const PsProfile *profile;
    guint n;
    guint states[PS_MAX_STATES];
    int at[PS_MAX_STATES];           /* where the row or column begins */
    GPtrArray *names[PS_MAX_STATES]; /* their lines */
} MatrixSide;

typedef struct {
    const PsVerdicts *verdicts;
    const PsSearch *search;
    const PsWorld *world;
    PsPairs *pairs;
    gboolean symmetric; /* mirror images are merged */
    MatrixSide sides[2];
    guint cells[PS_N_PAIR_KINDS];            /* how many there are of each kind */
    guint violated[PS_PAIRS_MAX_PROPERTIES]; /* how many violate each property */
    gboolean letters;                        /* cells have room for letters only */
    guint cell_width;
    guint cell_height;
    int left;    /* where the cells begin */
    int top;     /* where the names of the columns begin */
    guint names; /* the height of these */
    guint width; /* of the picture */
    GString *svg;
} Matrix;

/* Sets up a matrix before anything has a place; and frees what it owns, but for the SVG. */
void matrix_init(Matrix *matrix, const PsVerdicts *verdicts, gboolean symmetric);
void matrix_clear(Matrix *matrix);

/* The pair of a cell. */
const PsPair *matrix_pair(const Matrix *matrix, guint row, guint column);

/* TRUE if there is a cell: of two mirror images, which are merged, one has. */
gboolean matrix_has(const Matrix *matrix, guint row, guint column);

/* The name of a kind in the class attribute of its cells. Static. */
const char *matrix_class(PsPairKind kind);

/* What it means. Static. */
const char *matrix_meaning(const Matrix *matrix, PsPairKind kind);

/* What a cell says of the property of a verdict: "leak" for no-leak or, if there is no room, "L".
 * Free it. */
char *matrix_word(const Matrix *matrix, guint verdict);

/* Appends the beginning of the document with its description and its style. */
void matrix_append_head(Matrix *matrix, guint height);

/* Appends the title, or only measures it, if svg is NULL. Returns where it ends. */
int matrix_append_title(Matrix *matrix, GString *svg);

/* Appends the legend from y on, or only measures it, if svg is NULL. Returns where it ends. */
int matrix_append_legend(Matrix *matrix, GString *svg, int y);

/* The same for a sample of a cell, in a place. */
void matrix_append_sample(GString *svg, PsPairKind kind, gboolean initial, int x, int y,
                          guint width, guint height);

#endif
