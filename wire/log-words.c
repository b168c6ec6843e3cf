/* Logs: the words before a stanza that say which way it went, one row a kind of log. */
#include "wire/log-private.h"

#include <string.h>

/* What the end of a line before a stanza looks like. Named parts: word is what its writer did with
 * it, and who and kind tell connections apart. */
typedef struct {
    const char *pattern;
    gboolean server;    /* the log is a server's: what it receives, a client or server sent */
    gboolean head_only; /* it has start tags only */
} Words;

static const Words known[] = {
    /* presub's own form */
    {"(?:^|\\s)(?<kind>S2S) (?<word>out|in):\\s*$", TRUE, FALSE},
    {"(?:^|\\s)(?<who>\\S+) (?<word>[CS]):\\s*$", FALSE, FALSE},
    /* Prosody, level debug: c2s5581d1a0  debug  Received[c2s]: <presence …> */
    {"(?:(?<who>\\b[a-z0-9]+)[:\\s]\\s*(?:debug\\s+)?)?"
     "(?<word>Received|Sending)\\[(?<kind>[a-z0-9_]+)\\]:\\s*$",
     TRUE, TRUE},
    /* Prosody, mod_stanza_debug: c2s5581d1a0  debug  RECV: <presence …/> */
    {"\\b(?<who>(?<kind>c2s|s2sin|s2sout|jcp)[0-9a-f]+):?\\s+(?:debug\\s+)?(?<word>RECV|SEND):\\s*"
     "$",
     TRUE, FALSE},
    /* ejabberd: (tcp|<0.508.0>) Send XML on stream = <<"<presence …/>">>, and up to version 17
     * <0.1277.0>@ejabberd_receiver:process_data:284 Received XML on stream = <<"…">> */
    {"(?:<(?<who>[0-9.]+)>(?:\\)|@\\S+) )?(?<word>Received|Send) XML on stream = "
     "(?<erlang><<\")?\\s*$",
     TRUE, FALSE},
    /* Openfire's debugger: C2S - RECV (139271): <presence …/> */
    {"(?<kind>C2S|S2S|\\w+) - (?<word>RECV|SENT) \\((?<who>[^)]*)\\):\\s*$", TRUE, FALSE},
    /* Pidgin: (16:54:29) jabber: Sending (ssl) (romeo@a.localhost/x): <presence …/> */
    {"jabber: (?<word>Sending|Recv) ?(?:\\(ssl\\) ?)?(?:\\([^)]*\\))?:\\s*$", FALSE, FALSE},
    /* Smack: D/SMACK: RECV (0): <presence …/>; Slixmpp, libstrophe and others without a number */
    {"\\b(?<word>SENT|SEND|RECV|RECEIVED)(?: \\((?<who>\\d+)\\))?:\\s*$", FALSE, FALSE},
    /* xmpp.js: ⮊ <presence …/>, or OUT behind the arrow on a line of its own */
    {"(?<word>\xe2\xae\x8a|\xe2\xae\x88)(?: OUT| IN)?\\s*$", FALSE, FALSE},
};

/* What writers call it that they sent something. */
static const char *const sending[] = {"SENT", "SEND", "Sending",      "Send",
                                      "out",  "C",    "\xe2\xae\x8a", NULL};

struct _PsLogWords {
    GRegex *patterns[G_N_ELEMENTS(known)];
};

PsLogWords *
ps_log_words_new(void)
{
    PsLogWords *words = g_new0(PsLogWords, 1);
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        words->patterns[i] = g_regex_new(known[i].pattern, G_REGEX_RAW | G_REGEX_OPTIMIZE,
                                         (GRegexMatchFlags)0, NULL);
        g_assert(words->patterns[i] != NULL);
    }
    return words;
}

void
ps_log_words_free(PsLogWords *words)
{
    if (words == NULL)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        g_regex_unref(words->patterns[i]);
    g_free(words);
}

/* A named part of a match; "" if it is not there. Free it. */
static char *
fetch(const GMatchInfo *info, const char *name)
{
    g_autofree char *part = g_match_info_fetch_named(info, name);
    return g_strdup(part != NULL ? part : "");
}

static void
read_match(const Words *row, const GMatchInfo *info, PsLogMark *mark)
{
    g_autofree char *word = fetch(info, "word");
    g_autofree char *kind = fetch(info, "kind");
    g_autofree char *erlang = fetch(info, "erlang");
    gboolean sends = g_strv_contains(sending, word);
    gboolean other = g_ascii_strncasecmp(kind, "s2s", 3) == 0 || g_str_equal(kind, "jcp") ||
                     g_str_has_prefix(kind, "component");
    *mark = (PsLogMark){.session = fetch(info, "who"),
                        .server = row->server,
                        .erlang = erlang[0] != '\0',
                        .head_only = row->head_only};
    if (other)
        mark->way = sends ? PS_LOG_S2S_OUT : PS_LOG_S2S_IN;
    else
        mark->way = sends != row->server ? PS_LOG_FROM_CLIENT : PS_LOG_TO_CLIENT;
}

gboolean
ps_log_words_find(const PsLogWords *words, const char *line, gsize length, PsLogMark *mark)
{
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autoptr(GMatchInfo) info = NULL;
        if (!g_regex_match_full(words->patterns[i], line, (gssize)length, 0, (GRegexMatchFlags)0,
                                &info, NULL))
            continue;
        read_match(&known[i], info, mark);
        return TRUE;
    }
    return FALSE;
}
