/* Captions: what a picture is of, in a few lines of text. */
#ifndef PS_VIZ_CAPTION_H
#define PS_VIZ_CAPTION_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* "rfc6121 (RFC 6121, Appendix A)", and the options that are not the default: ", auto-unsubscribed
 * off". Free it. */
char *ps_caption_profile(const PsProfile *profile);

/* "romeo and juliet: rfc6121 (RFC 6121, Appendix A)" or, with two profiles, both. Free it. */
char *ps_caption_servers(const PsWorld *world);

/* What is not the default in the options of a world but those of its profiles, such as "sensible
 * users". Free it; "" if nothing is. */
char *ps_caption_conditions(const PsWorldOptions *options);

/* The options of the world that are not the defaults, such as "romeo: auto-unsubscribed off;
 * sensible users". Free it; "" if all are. */
char *ps_caption_settings(const PsWorld *world);

/* The same of one run, in which the bounds of searches do not matter: the servers, their options,
 * and the order of presences. Free it. */
char *ps_caption_run(const PsWorld *world);

/* "5,449 states, 18,478 transitions, at most 3 presences in flight", and why a search that did not
 * finish ended. Free it. */
char *ps_caption_figures(const PsSearch *search);

/* All of these, one a line. Free it. */
char *ps_caption(const PsSearch *search);

G_END_DECLS

#endif
