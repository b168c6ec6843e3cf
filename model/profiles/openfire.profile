# Openfire, as read in its source at commit 3709dd49 (5.1.0-192); not observed on a running server. File names
# are below xmppserver/src/main/java/org/jivesoftware/openfire.
#
# A roster item holds a subscription and two notes of what is under way, and the states are named after them:
#   Ask     AskType SUBSCRIBE       the user asked and has no answer
#   Unask   AskType UNSUBSCRIBE     the user gave up a subscription; stays until the contact answers, or for good
#   Recv    RecvType SUBSCRIBE      the contact asked and has no answer
#   Unrecv  RecvType UNSUBSCRIBE    the contact gave up a subscription; stays until the user answers
# The table of transitions looks at the subscription alone (handler/PresenceSubscribeHandler.java:376-515), so
# the notes never decide where a presence leads. These 17 of the possible combinations can be reached.
#
# What this profile does not say, because a profile has no words for it:
# - A peer on the same server. Openfire then does both sides in one go, does not hand on a subscribed that
#   changes nothing, and writes the peer's item when the user removes his own: it is deleted if it has Recv, and
#   set to None with no notes otherwise (roster/Roster.java:426-495, handler/IQRosterHandler.java:335-343). The
#   automatic subscribed to a local asker passes his roster by (handler/PresenceSubscribeHandler.java:194-201).
# - At each login the client gets the stored subscribe of a Recv again, and an unsubscribe for an Unrecv
#   (handler/PresenceUpdateHandler.java:243-266): deliveries without an arrival.
# - An item with subscription none and Recv is hidden: neither in a roster result nor pushed, even if there is an
#   Ask too (roster/Roster.java:407-410, 540-543). Here that shows as the missing pushes.
# - While an item with a subscription is removed, the presences that end it push their own changes before the
#   push of the removal (roster/Roster.java:426-495); here a row pushes once.
# - Shared groups, privacy lists, and the error that refuses a change to an item of a shared group.
# An available, unavailable or error that arrives changes no item: those groups are absent.

[Profile]
Name=openfire
Title=Openfire 5.1, with a contact on another server
Reference=Openfire 3709dd49 (5.1.0-192), handler/PresenceSubscribeHandler.java, roster/Roster.java
Initial=Absent

[Options]
subscribe-autoreply=on  xmpp.presence.suppress-subscribe-autoreply unset (handler/PresenceSubscribeHandler.java:194-201)

[States]
# After SubType, AskType and RecvType of roster/RosterItem.java.
Absent=none unlisted
None=none
None + Ask=none ask
None + Recv=none pending
None + Ask+Recv=none ask pending
None + Unask=none unask
None + Unask+Recv=none unask pending
None + Unask+Unrecv=none unask
None + Ask+Unrecv=none ask
None + Unrecv=none
To=to
To + Recv=to pending
To + Unrecv=to
From=from
From + Ask=from ask
From + Unask=from unask
Both=both

[Outbound subscribe]
Reference=handler/PresenceSubscribeHandler.java:162-253 (flow), 165-174, 316-328 (new item), 376-515 (table)
Absent=None + Ask; push, route
None=None + Ask; push, route
None + Ask=same; route
# The item that the client sees changes (ask='subscribe'), but Recv hides it: no push.
None + Recv=None + Ask+Recv; route
None + Ask+Recv=same; route
None + Unask=None + Ask; push, route
None + Unask+Recv=None + Ask+Recv; route
None + Unask+Unrecv=None + Ask+Unrecv; push, route
None + Ask+Unrecv=same; route
None + Unrecv=None + Ask+Unrecv; push, route
# RFC 6121 table 2: MUST route. Swallowed since OF-2404 (165-174), so that a client which acknowledges a
# subscribed with a subscribe starts no loop (OF-38); a subscription that the peer lost cannot be renewed.
To=same
To + Recv=same
To + Unrecv=same
From=From + Ask; push, route
From + Ask=same; route
From + Unask=From + Ask; push, route
# As for To: RFC 6121 table 2 says MUST route.
Both=same

[Outbound unsubscribe]
Reference=handler/PresenceSubscribeHandler.java:162-253 (flow), 376-515 (table; 410, 431, 464, 497)
Absent=same; route
None=same; route
# RFC 6121 table 3: None. Here the request is not withdrawn (410): the Ask stays.
None + Ask=same; route
None + Recv=same; route
# RFC 6121 table 3: None + Pending In. The Ask stays, as above.
None + Ask+Recv=same; route
None + Unask=same; route
None + Unask+Recv=same; route
None + Unask+Unrecv=same; route
None + Ask+Unrecv=same; route
None + Unrecv=same; route
# RFC 6121 table 3: None. The Unask is left over and is pushed as ask='unsubscribe', which is in no RFC.
To=None + Unask; push, route
# No push, as Recv hides the item now: the client goes on showing subscription='to'.
To + Recv=None + Unask+Recv; route
To + Unrecv=None + Unask+Unrecv; push, route
# RFC 6121 table 3: no state change. Here giving up what the user does not have ends what the contact has (431).
From=None; push, route
From + Ask=None + Ask; push, route
From + Unask=None + Unask; push, route
# RFC 6121 table 3: From; the Unask is left over.
Both=From + Unask; push, route

[Outbound subscribed]
Reference=handler/PresenceSubscribeHandler.java:162-253 (flow), 376-515 (table; 407, 461)
# Always routed; RFC 6121 table 4: MUST NOT, unless the state changes. Without an item there is no presence after it.
Absent=same; route
# RFC 6121 table 4: nothing (or a pre-approval, which Openfire has not). Here it grants, though nobody asked (407).
None=From; push, route, send available
None + Ask=From + Ask; push, route, send available
None + Recv=From; push, route, send available
None + Ask+Recv=From + Ask; push, route, send available
None + Unask=From + Unask; push, route, send available
None + Unask+Recv=From + Unask; push, route, send available
None + Unask+Unrecv=From + Unask; push, route, send available
None + Ask+Unrecv=From + Ask; push, route, send available
None + Unrecv=From; push, route, send available
# Granted without a request, as for None (461).
To=Both; push, route, send available
To + Recv=Both; push, route, send available
To + Unrecv=Both; push, route, send available
From=same; route, send available
From + Ask=same; route, send available
From + Unask=same; route, send available
Both=same; route, send available

[Outbound unsubscribed]
Reference=handler/PresenceSubscribeHandler.java:162-253 (flow; 247-252: unavailable last), 376-515 (table)
# RFC 6121 3.2.2: unavailable goes before unsubscribed, and never to somebody who was not subscribed; here it
# goes after it, and to everybody.
Absent=same; route, send unavailable
None=same; route, send unavailable
None + Ask=same; route, send unavailable
# What the client sees is as before, but the item is pushed: it was hidden.
None + Recv=None; push, route, send unavailable
None + Ask+Recv=None + Ask; push, route, send unavailable
None + Unask=same; route, send unavailable
None + Unask+Recv=None + Unask; push, route, send unavailable
None + Unask+Unrecv=None + Unask; push, route, send unavailable
None + Ask+Unrecv=None + Ask; push, route, send unavailable
None + Unrecv=None; push, route, send unavailable
To=same; route, send unavailable
To + Recv=To; push, route, send unavailable
To + Unrecv=To; push, route, send unavailable
From=None; push, route, send unavailable
From + Ask=None + Ask; push, route, send unavailable
From + Unask=None + Unask; push, route, send unavailable
Both=To; push, route, send unavailable

[Inbound subscribe]
Reference=handler/PresenceSubscribeHandler.java:162-253 (flow), 194-201, 316-328 (new item), 376-515 (table)
# Delivered again each time; RFC 6121 table 6: SHOULD NOT, unless the state changes.
Absent=None + Recv; deliver
None=None + Recv; deliver
None + Ask=None + Ask+Recv; deliver
None + Recv=same; deliver
None + Ask+Recv=same; deliver
None + Unask=None + Unask+Recv; deliver
None + Unask+Recv=same; deliver
None + Unask+Unrecv=None + Unask+Recv; deliver
None + Ask+Unrecv=None + Ask+Recv; deliver
None + Unrecv=None + Recv; deliver
# Pushed although the client sees the item as before.
To=To + Recv; push, deliver
To + Recv=same; deliver
To + Unrecv=To + Recv; push, deliver
# With the reply suppressed nothing happens at all: not even delivered.
From=same
From + Ask=same
From + Unask=same
Both=same

[Inbound subscribe if subscribe-autoreply]
Reference=handler/PresenceSubscribeHandler.java:194-201
From=same; send subscribed
From + Ask=same; send subscribed
From + Unask=same; send subscribed
Both=same; send subscribed

[Inbound unsubscribe]
Reference=handler/PresenceSubscribeHandler.java:162-253 (flow), 376-515 (table; 399, 445, 477, 511)
# Delivered in every state; RFC 6121 table 7: SHOULD NOT, unless the state changes. Never answered with
# unsubscribed (a SHOULD of the same table), and no unavailable follows (a MUST of 3.3.3).
Absent=same; deliver
None=same; deliver
None + Ask=same; deliver
# RFC 6121 table 7: None. Here the request stays pending, though it was withdrawn (399).
None + Recv=same; deliver
None + Ask+Recv=same; deliver
None + Unask=same; deliver
None + Unask+Recv=same; deliver
None + Unask+Unrecv=same; deliver
None + Ask+Unrecv=same; deliver
None + Unrecv=same; deliver
# RFC 6121 table 7: To. Here what the contact gives up without having it ends what the user has (477).
To=None; push, deliver
To + Recv=None; push, deliver
To + Unrecv=None; push, deliver
# RFC 6121 table 7: None. The Unrecv is left over: the client hears of it at each login until the user answers.
From=None + Unrecv; push, deliver
From + Ask=None + Ask+Unrecv; push, deliver
From + Unask=None + Unask+Unrecv; push, deliver
Both=To + Unrecv; push, deliver

[Inbound subscribed]
Reference=handler/PresenceSubscribeHandler.java:162-253 (flow), 376-515 (table; 396, 442), 363 (handed on if changed)
Absent=same
# RFC 6121 table 8: no state change. Here an approval is believed though nobody asked for it (396).
None=To; push, deliver, send probe
None + Ask=To; push, deliver, send probe
None + Recv=To + Recv; push, deliver, send probe
None + Ask+Recv=To + Recv; push, deliver, send probe
None + Unask=To; push, deliver, send probe
None + Unask+Recv=To + Recv; push, deliver, send probe
None + Unask+Unrecv=To + Unrecv; push, deliver, send probe
None + Ask+Unrecv=To + Unrecv; push, deliver, send probe
None + Unrecv=To + Unrecv; push, deliver, send probe
To=same
To + Recv=same
To + Unrecv=same
# RFC 6121 table 8: no state change. Believed without a request, as for None (442).
From=Both; push, deliver, send probe
From + Ask=Both; push, deliver, send probe
From + Unask=Both; push, deliver, send probe
Both=same

[Inbound unsubscribed]
Reference=handler/PresenceSubscribeHandler.java:162-253 (flow), 376-515 (table)
# Delivered in every state; RFC 6121 table 9: SHOULD NOT, unless the state changes.
Absent=same; deliver
None=same; deliver
None + Ask=None; push, deliver
None + Recv=same; deliver
# No push, as the item is hidden: a client that saw the Ask before goes on showing it.
None + Ask+Recv=None + Recv; deliver
None + Unask=None; push, deliver
None + Unask+Recv=None + Recv; deliver
None + Unask+Unrecv=None + Unrecv; push, deliver
None + Ask+Unrecv=None + Unrecv; push, deliver
None + Unrecv=same; deliver
To=None; push, deliver
# No push, as Recv hides the item now: the client goes on showing subscription='to'.
To + Recv=None + Recv; deliver
To + Unrecv=None + Unrecv; push, deliver
From=same; deliver
From + Ask=From; push, deliver
From + Unask=From; push, deliver
Both=From; push, deliver

[Remove]
Reference=roster/Roster.java:426-495, handler/IQRosterHandler.java:321-363 (no item: item-not-found)
# unsubscribe if to, then unsubscribed (and, as with every unsubscribed, unavailable) if from, then the push of
# the removal; RFC 6121 2.5.2 pushes first. Nothing is sent for a request, and a pending one goes with the item.
Absent=same
None=Absent; push
None + Ask=Absent; push
# The contact is not told, and goes on waiting for an answer. Under RFC 6121 the request survives.
None + Recv=Absent; push
None + Ask+Recv=Absent; push
None + Unask=Absent; push
None + Unask+Recv=Absent; push
None + Unask+Unrecv=Absent; push
None + Ask+Unrecv=Absent; push
None + Unrecv=Absent; push
To=Absent; send unsubscribe, push
# The pending request is lost here too.
To + Recv=Absent; send unsubscribe, push
To + Unrecv=Absent; send unsubscribe, push
From=Absent; send unsubscribed, send unavailable, push
From + Ask=Absent; send unsubscribed, send unavailable, push
From + Unask=Absent; send unsubscribed, send unavailable, push
Both=Absent; send unsubscribe, send unsubscribed, send unavailable, push

[Add]
Reference=roster/Roster.java:407-410, 540-543 (no push of an item that is hidden)
Absent=None; push
None=same; push
None + Ask=same; push
# Hidden: the user's own item becomes visible only when the request is answered.
None + Recv=same
None + Ask+Recv=same
None + Unask=same; push
None + Unask+Recv=same
None + Unask+Unrecv=same; push
None + Ask+Unrecv=same; push
None + Unrecv=same; push
To=same; push
To + Recv=same; push
To + Unrecv=same; push
From=same; push
From + Ask=same; push
From + Unask=same; push
Both=same; push

[Login]
Reference=handler/PresenceUpdateHandler.java:243-266 (probes); a request of the user is never sent again
To=same; send probe
To + Recv=same; send probe
To + Unrecv=same; send probe
From=same; send available
From + Ask=same; send available
From + Unask=same; send available
Both=same; send probe, send available

[Logout]
Reference=handler/PresenceUpdateHandler.java (broadcastUpdate), roster/Roster.java (broadcastPresence)
From=same; send unavailable
From + Ask=same; send unavailable
From + Unask=same; send unavailable
Both=same; send unavailable

[Inbound probe]
Reference=spi/PresenceManagerImpl.java:293-325
Absent=same; send unsubscribed
# RFC 6121 4.3.2: SHOULD answer unsubscribed, which heals a peer that believes it is subscribed. Here the answer is
# an error, as in RFC 3921 5.1.3 (not-authorized with Recv, else forbidden), and heals nothing.
None=same; send error
None + Ask=same; send error
None + Recv=same; send error
None + Ask+Recv=same; send error
None + Unask=same; send error
None + Unask+Recv=same; send error
None + Unask+Unrecv=same; send error
None + Ask+Unrecv=same; send error
None + Unrecv=same; send error
To=same; send error
To + Recv=same; send error
To + Unrecv=same; send error
From=same; send available
From + Ask=same; send available
From + Unask=same; send available
Both=same; send available
