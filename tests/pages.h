/* Pages: the console blocks of the README and docs/, run and compared.
 *
 * In a block fenced as ```console a line "$ COMMAND" is a command, and the lines up to the next
 * one, if there are any, are what it prints on standard output. Seconds and bytes a state are not
 * compared. */
#ifndef PS_TESTS_PAGES_H
#define PS_TESTS_PAGES_H

#include <glib.h>

/* How many commands a page has. */
guint pages_n_commands(const char *page);

/* Runs the commands of a page; returns how many pictures of docs/ they draw. */
guint pages_check(const char *page);

/* TRUE for a page with servers that run, which is tested with them. */
gboolean pages_is_live(const char *page);

/* TRUE if these are installed. */
gboolean pages_have_servers(void);

#endif
