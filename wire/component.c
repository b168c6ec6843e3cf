/* A component: a stream with a handshake. */
#include "wire/component.h"

struct _PsComponent {
    PsWireStream *stream;
    PsStreamHeard heard;
    gpointer data;
    gboolean accepted;
};

static void
hear(PsElement *element, gpointer data)
{
    PsComponent *component = data;
    if (component->accepted) {
        component->heard(element, component->data);
        return;
    }
    component->accepted = ps_element_is(element, "handshake", NULL);
    ps_element_free(element);
}

static gboolean
has_header(gpointer data)
{
    return ps_wire_stream_header(((PsComponent *)data)->stream) != NULL;
}

static gboolean
is_accepted(gpointer data)
{
    return ((PsComponent *)data)->accepted;
}

static gboolean
shake_hands(PsHub *hub, PsComponent *component, const char *domain, const char *secret,
            GError **error)
{
    g_autofree char *header = g_markup_printf_escaped("<stream:stream xmlns='" PS_NS_COMPONENT
                                                      "' xmlns:stream='" PS_NS_STREAMS "' to='%s'>",
                                                      domain);
    g_autofree char *what = g_strdup_printf("the server to accept the component %s", domain);
    ps_wire_stream_send(component->stream, header);
    if (!ps_hub_wait(hub, has_header, component, what, error))
        return FALSE;
    const char *id = ps_element_attribute(ps_wire_stream_header(component->stream), "id");
    g_autofree char *both = g_strconcat(id != NULL ? id : "", secret, NULL);
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA1, both, -1);
    g_autofree char *handshake = g_strdup_printf("<handshake>%s</handshake>", hash);
    ps_wire_stream_send(component->stream, handshake);
    return ps_hub_wait(hub, is_accepted, component, what, error);
}

PsComponent *
ps_component_new(PsHub *hub, const char *address, const char *domain, const char *secret,
                 PsStreamHeard heard, gpointer data, GError **error)
{
    g_autoptr(PsComponent) component = g_new0(PsComponent, 1);
    component->heard = heard;
    component->data = data;
    component->stream = ps_wire_stream_connect(hub, address, domain, hear, component, error);
    if (component->stream == NULL || !shake_hands(hub, component, domain, secret, error))
        return NULL;
    return g_steal_pointer(&component);
}

void
ps_component_free(PsComponent *component)
{
    if (component == NULL)
        return;
    ps_wire_stream_free(component->stream);
    g_free(component);
}

void
ps_component_send(PsComponent *component, const char *text)
{
    ps_wire_stream_send(component->stream, text);
}
