/* Commands to a walk, one a line, as people and scripts write them. */
#ifndef PS_EXPLORER_WALK_COMMAND_H
#define PS_EXPLORER_WALK_COMMAND_H

#include "explorer/walk.h"

G_BEGIN_DECLS

#define PS_WALK_ERROR (ps_walk_error_quark())
GQuark ps_walk_error_quark(void);

typedef enum {
    PS_WALK_ERROR_COMMAND, /* no command, or one that cannot be carried out here */
} PsWalkError;

typedef enum {
    PS_WALK_NOTHING,  /* an empty line, or a comment: # */
    PS_WALK_CHOOSE,   /* N, or the words of a choice: take choice `number`, from 0 */
    PS_WALK_UNDO,     /* u: take back the last step */
    PS_WALK_GO,       /* g N: go to where `number` steps were taken */
    PS_WALK_SEEK,     /* g EXPRESSION: go on to a state in which `text` holds */
    PS_WALK_CONTINUE, /* c: go on until a property falls */
    PS_WALK_RANDOM,   /* r [N]: take `number` random steps */
    PS_WALK_PRINT,    /* p: show the run so far */
    PS_WALK_SAVE,     /* s FILE: save the run so far as a trace in `text` */
    PS_WALK_HELP,     /* ? */
    PS_WALK_QUIT,     /* q */
} PsWalkCommandKind;

typedef struct {
    PsWalkCommandKind kind;
    guint number;
    const char *text; /* a part of the line */
} PsWalkCommand;

/* As many random steps as one command may take. */
#define PS_WALK_MAX_RANDOM 10000

/* Reads a line as a command to the walk, which is not changed. FALSE and PS_WALK_ERROR if it is
 * none that could be carried out where the walk stands: the message says what was expected and what
 * was found. */
gboolean ps_walk_command_parse(const PsWalk *walk, const char *line, PsWalkCommand *command,
                               GError **error);

/* The expression of PS_WALK_SEEK as the reachable property "goal" of the properties that are
 * returned, for the world of the walk. NULL and error if it is no expression, or none that can be
 * judged there. Free with ps_properties_free. */
PsProperties *ps_walk_command_goal(const PsWalk *walk, const char *text, GError **error);

G_END_DECLS

#endif
