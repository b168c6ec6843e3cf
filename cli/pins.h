/* What the plug-in uses of LTSmin: its interface for models, PINS. LTSmin's headers (ltsmin/pins.h,
 * ltsmin/lts-type.h, ltsmin/pins-util.h, dm/dm.h of version 3) need not be installed: this says the
 * same in as much as is used. The functions are those of the LTSmin that loads the plug-in. */
#ifndef PS_CLI_PINS_H
#define PS_CLI_PINS_H

#include <stdint.h>

typedef struct grey_box_model *model_t;
typedef struct lts_type_s *lts_type_t;

/* A dependency matrix: a row for each group of transitions, a column for each part of the state.
 * LTSmin's own is smaller. */
typedef struct {
    _Alignas(16) char opaque[512];
} matrix_t;

typedef struct {
    uint32_t len;
    char *data;
} chunk;

typedef struct {
    int *labels;
    int group;
    int por_proviso;
} transition_info_t;

/* How values of a type are represented. */
typedef enum {
    LTStypeDirect,
    LTStypeRange,
    LTStypeChunk,
    LTStypeEnum,
    LTStypeBool,
} data_format_t;

typedef void (*TransitionCB)(void *context, transition_info_t *info, int *to, int *copied);

lts_type_t lts_type_create(void);
int lts_type_add_type(lts_type_t type, const char *name, int *is_new);
void lts_type_set_format(lts_type_t type, int number, data_format_t format);
void lts_type_set_state_length(lts_type_t type, int length);
void lts_type_set_state_name(lts_type_t type, int i, const char *name);
void lts_type_set_state_typeno(lts_type_t type, int i, int number);
void lts_type_set_edge_label_count(lts_type_t type, int count);
void lts_type_set_edge_label_name(lts_type_t type, int i, const char *name);
void lts_type_set_edge_label_typeno(lts_type_t type, int i, int number);
void lts_type_set_state_label_count(lts_type_t type, int count);
void lts_type_set_state_label_name(lts_type_t type, int i, const char *name);
void lts_type_set_state_label_typeno(lts_type_t type, int i, int number);
void lts_type_validate(lts_type_t type);

void dm_create(matrix_t *matrix, int rows, int columns);
void dm_set(matrix_t *matrix, int row, int column);

int pins_chunk_put(model_t model, int type, const chunk value);

void GBsetLTStype(model_t model, lts_type_t type);
void GBsetInitialState(model_t model, int *state);
void GBsetNextStateLong(model_t model,
                        int (*next)(model_t, int group, int *from, TransitionCB, void *context));
void GBsetNextStateAll(model_t model, int (*next)(model_t, int *from, TransitionCB, void *context));
void GBsetStateLabelLong(model_t model, int (*label)(model_t, int label, int *state));
void GBsetDMInfo(model_t model, matrix_t *matrix);
void GBsetDMInfoRead(model_t model, matrix_t *matrix);
void GBsetDMInfoMayWrite(model_t model, matrix_t *matrix);
void GBsetDMInfoMustWrite(model_t model, matrix_t *matrix);
void GBsetStateLabelInfo(model_t model, matrix_t *matrix);

/* What LTSmin looks for in a plug-in. */
extern __attribute__((visibility("default"))) char pins_plugin_name[];
__attribute__((visibility("default"))) void pins_model_init(model_t model);

#endif
