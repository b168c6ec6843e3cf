# ejabberd from 26.03 on, as read in its source at commit 61bf7a9c (26.07-3); not observed on a running server, but for
# what it has in common with 23.01 (see the profile ejabberd-23). File names are below src.
#
# One database row holds all: subscription, ask (none, out, in or both: what is pending, and in which direction) and
# since 26.03 approved. No row at all and a row with nothing in it are the same to the tables
# (mod_roster.erl:349-359), so Absent has the rows of None but for removal.
#
# What this profile does not say, because a profile has no words for it:
# - A subscribed to a full JID: it is looked up under that JID, not found, and an empty row with approved is written
#   over the contact's bare one: subscription, request, name and groups are lost (mod_roster.erl:1004-1039).
# - A row that is None + Pending In is hidden: left out of roster results (mod_roster.erl:321-327), and no push of a
#   presence that leads to it (658-662), although the user may have named it. Here that shows as missing pushes.
# - At the first presence with a priority of 0 or more, the stored requests are delivered again
#   (mod_roster.erl:1042-1074): deliveries without an arrival. A request of the user is never sent again.
# - A peer on the same server. The sender's process runs both sides' changes one after the other, with no lock across
#   the two rosters, so it is two servers with a queue here too, and a push may overtake a later one.
# - Shared rosters, privacy lists, and the option access of mod_roster, which can forbid a user to change anything.
# At login available goes before the probe; the source at commit 61bf7a9c reads to us as probes first.
# An available, unavailable or error that arrives changes no item: those groups are absent.

[Profile]
Name=ejabberd
Title=ejabberd from 26.03 on
Reference=ejabberd 61bf7a9c (26.07-3), mod_roster.erl, ejabberd_c2s.erl
Initial=Absent

[Options]
client-sends-approved=off  mod_roster.erl:443 takes approved from any roster set; RFC 6121 2.1.2.1: a client MUST NOT
gateway-workaround=off  built with ROSTER_GATEWAY_WORKAROUND: an approval is believed unasked (mod_roster.erl:705-717)

[States]
# RFC 6121 A.1, and without a database row.
Absent=none unlisted
None=none
None + Pending Out=none ask
None + Pending In=none pending
None + Pending Out+In=none ask pending
To=to
To + Pending In=to pending
From=from
From + Pending Out=from ask
Both=both
# A pre-approval stays when it has been used, so every state has one with approved. Those with a request as well
# take a client that writes approved itself.
None + Approved=none approved
None + Pending Out + Approved=none ask approved
None + Pending In + Approved=none pending approved
None + Pending Out+In + Approved=none ask pending approved
To + Approved=to approved
To + Pending In + Approved=to pending approved
From + Approved=from approved
From + Pending Out + Approved=from ask approved
Both + Approved=both approved

[Outbound subscribe]
Reference=mod_roster.erl:784-854 (out_state_change); ejabberd_c2s.erl:829-877: the roster first, then route
Absent=None + Pending Out; push, route
None=None + Pending Out; push, route
# Nothing changes for the client, but it is pushed.
None + Pending Out=same; push, route
None + Pending In=None + Pending Out+In; push, route
None + Pending Out+In=same; route
To=same; route
To + Pending In=same; route
From=From + Pending Out; push, route
From + Pending Out=same; route
Both=same; route
None + Approved=None + Pending Out + Approved; push, route
None + Pending Out + Approved=same; push, route
None + Pending In + Approved=None + Pending Out+In + Approved; push, route
None + Pending Out+In + Approved=same; route
To + Approved=same; route
To + Pending In + Approved=same; route
From + Approved=From + Pending Out + Approved; push, route
From + Pending Out + Approved=same; route
Both + Approved=same; route

[Outbound unsubscribe]
Reference=mod_roster.erl:784-854 (out_state_change), 658-662 (no push of what is hidden)
Absent=same; route
None=same; route
None + Pending Out=None; push, route
None + Pending In=same; route
# No push, as the row is hidden now: the client goes on showing ask='subscribe'.
None + Pending Out+In=None + Pending In; route
To=None; push, route
# No push: the client goes on showing subscription='to'.
To + Pending In=None + Pending In; route
From=same; route
From + Pending Out=From; push, route
Both=From; push, route
None + Approved=same; route
None + Pending Out + Approved=None + Approved; push, route
None + Pending In + Approved=same; route
None + Pending Out+In + Approved=None + Pending In + Approved; route
To + Approved=None + Approved; push, route
To + Pending In + Approved=None + Pending In + Approved; route
From + Approved=same; route
From + Pending Out + Approved=From + Approved; push, route
Both + Approved=From + Approved; push, route

[Outbound subscribed]
Reference=mod_roster.erl:1004-1039 (pre-approval: stored, pushed, not routed), 784-854 (out_state_change)
Absent=None + Approved; push
None=None + Approved; push
None + Pending Out=None + Pending Out + Approved; push
# The current presence is sent by the session's own process, which has the push and the presence to do first
# (mod_roster.erl:517-543).
None + Pending In=From; push, route, send available
None + Pending Out+In=From + Pending Out; push, route, send available
To=To + Approved; push
To + Pending In=Both; push, route, send available
From=same
From + Pending Out=same
Both=same
None + Approved=same; push
None + Pending Out + Approved=same; push
None + Pending In + Approved=From + Approved; push, route, send available
None + Pending Out+In + Approved=From + Pending Out + Approved; push, route, send available
To + Approved=same; push
To + Pending In + Approved=Both + Approved; push, route, send available
From + Approved=same
From + Pending Out + Approved=same
Both + Approved=same

[Outbound unsubscribed]
Reference=mod_roster.erl:784-854 (out_state_change), 493-543 (unavailable, push), 623-628 (approved ends)
# RFC 6121 table 5: SHOULD NOT route, here and wherever nothing changes.
Absent=same; route
None=same; route
None + Pending Out=same; route
# A denial deletes the row, and with it the name and groups that the user had given (mod_roster.erl:633-642); under
# RFC 6121 the user's own item stays.
None + Pending In=Absent; route
None + Pending Out+In=None + Pending Out; push, route
To=same; route
To + Pending In=To; push, route
From=None; send unavailable, push, route
From + Pending Out=None + Pending Out; send unavailable, push, route
Both=To; send unavailable, push, route
# RFC 6121 3.2.2, rule 2: MUST NOT route what only takes a pre-approval back.
None + Approved=None; push, route
None + Pending Out + Approved=None + Pending Out; push, route
None + Pending In + Approved=Absent; push, route
None + Pending Out+In + Approved=None + Pending Out; push, route
To + Approved=To; push, route
To + Pending In + Approved=To; push, route
From + Approved=None; send unavailable, push, route
From + Pending Out + Approved=None + Pending Out; send unavailable, push, route
Both + Approved=To; send unavailable, push, route

[Inbound subscribe]
Reference=mod_roster.erl:719-782 (in_state_change), 856-865 (in_auto_reply), 585-674 (reply, push, then deliver)
Absent=None + Pending In; deliver
None=None + Pending In; deliver
# Nothing changes for the client, but it is pushed; for To as well.
None + Pending Out=None + Pending Out+In; push, deliver
None + Pending In=same
None + Pending Out+In=same
To=To + Pending In; push, deliver
To + Pending In=same
From=same; send subscribed
From + Pending Out=same; send subscribed
Both=same; send subscribed
None + Approved=From + Approved; send subscribed, push, send available
None + Pending Out + Approved=From + Pending Out + Approved; send subscribed, push, send available
To + Approved=Both + Approved; send subscribed, push, send available
# The crash (mod_roster.erl:597-601): where the request changes nothing, the code for approved matches the new state
# against a pair, finds the atom none, and the transaction is aborted. No answer and no delivery, so a peer that lost
# its subscription can never have it back. RFC 6121 3.4.2: MUST answer subscribed.
None + Pending In + Approved=same
None + Pending Out+In + Approved=same
To + Pending In + Approved=same
From + Approved=same
From + Pending Out + Approved=same
Both + Approved=same

[Inbound unsubscribe]
Reference=mod_roster.erl:719-782 (in_state_change), 856-865 (in_auto_reply), 493-543 (unavailable, push)
Absent=same
None=same
None + Pending Out=same
# The row is deleted, and the client is not told (ejabberd issue 2598): it goes on asking its user. RFC 6121 table 7:
# MUST deliver.
None + Pending In=Absent; send unsubscribed
None + Pending Out+In=None + Pending Out; send unsubscribed, push, deliver
To=same
To + Pending In=To; send unsubscribed, push, deliver
From=None; send unsubscribed, send unavailable, push, deliver
From + Pending Out=None + Pending Out; send unsubscribed, send unavailable, push, deliver
Both=To; send unsubscribed, send unavailable, push, deliver
# approved stays: the contact may come back.
None + Approved=same
None + Pending Out + Approved=same
None + Pending In + Approved=Absent; send unsubscribed
None + Pending Out+In + Approved=None + Pending Out + Approved; send unsubscribed, push, deliver
To + Approved=same
To + Pending In + Approved=To + Approved; send unsubscribed, push, deliver
From + Approved=None + Approved; send unsubscribed, send unavailable, push, deliver
From + Pending Out + Approved=None + Pending Out + Approved; send unsubscribed, send unavailable, push, deliver
Both + Approved=To + Approved; send unsubscribed, send unavailable, push, deliver

[Inbound subscribed]
Reference=mod_roster.erl:719-782 (in_state_change)
Absent=same
None=same
None + Pending Out=To; push, deliver
None + Pending In=same
None + Pending Out+In=To + Pending In; push, deliver
To=same
To + Pending In=same
# RFC 6121 table 8: no state change. Here an approval is believed though nobody asked for it.
From=Both; push, deliver
From + Pending Out=Both; push, deliver
Both=same
None + Approved=same
None + Pending Out + Approved=To + Approved; push, deliver
None + Pending In + Approved=same
None + Pending Out+In + Approved=To + Pending In + Approved; push, deliver
To + Approved=same
To + Pending In + Approved=same
From + Approved=Both + Approved; push, deliver
From + Pending Out + Approved=Both + Approved; push, deliver
Both + Approved=same

[Inbound subscribed if gateway-workaround]
Reference=mod_roster.erl:705-717
Absent=To; push, deliver
None=To; push, deliver
None + Pending In=To + Pending In; push, deliver
None + Approved=To + Approved; push, deliver
None + Pending In + Approved=To + Pending In + Approved; push, deliver

[Inbound unsubscribed]
Reference=mod_roster.erl:719-782 (in_state_change), 658-662 (no push of what is hidden)
Absent=same
None=same
None + Pending Out=None; push, deliver
None + Pending In=same
# No push, as the row is hidden now: the client goes on showing ask='subscribe', and subscription='to' below.
None + Pending Out+In=None + Pending In; deliver
To=None; push, deliver
To + Pending In=None + Pending In; deliver
From=same
From + Pending Out=From; push, deliver
Both=From; push, deliver
None + Approved=same
None + Pending Out + Approved=None + Approved; push, deliver
None + Pending In + Approved=same
None + Pending Out+In + Approved=None + Pending In + Approved; deliver
To + Approved=None + Approved; push, deliver
To + Pending In + Approved=None + Pending In + Approved; deliver
From + Approved=same
From + Pending Out + Approved=From + Approved; push, deliver
Both + Approved=From + Approved; push, deliver

[Remove]
Reference=mod_roster.erl:459-490 (unavailable, push), 889-914 (unsubscribe, unsubscribed)
# RFC 6121 2.5.3: item-not-found. Here it succeeds, and is pushed.
Absent=same; push
None=Absent; push
# Nothing is withdrawn, here and in the other states with Pending Out: the contact is left with the question.
None + Pending Out=Absent; push
# The request is dropped and not denied, here and in the other states with Pending In: the contact goes on waiting.
None + Pending In=Absent; push
None + Pending Out+In=Absent; push
To=Absent; push, send unsubscribe
To + Pending In=Absent; push, send unsubscribe
From=Absent; send unavailable, push, send unsubscribed
From + Pending Out=Absent; send unavailable, push, send unsubscribed
Both=Absent; send unavailable, push, send unsubscribe, send unsubscribed
None + Approved=Absent; push
None + Pending Out + Approved=Absent; push
None + Pending In + Approved=Absent; push
None + Pending Out+In + Approved=Absent; push
To + Approved=Absent; push, send unsubscribe
To + Pending In + Approved=Absent; push, send unsubscribe
From + Approved=Absent; send unavailable, push, send unsubscribed
From + Pending Out + Approved=Absent; send unavailable, push, send unsubscribed
Both + Approved=Absent; send unavailable, push, send unsubscribe, send unsubscribed

[Add]
Reference=mod_roster.erl:443 (approved is what the set says), 459-490 (always pushed, hidden or not)
Absent=None; push
None=same; push
None + Pending Out=same; push
None + Pending In=same; push
None + Pending Out+In=same; push
To=same; push
To + Pending In=same; push
From=same; push
From + Pending Out=same; push
Both=same; push
# A client that keeps to the RFC sends no approved, and so takes its user's pre-approval back by renaming the contact.
None + Approved=None; push
None + Pending Out + Approved=None + Pending Out; push
None + Pending In + Approved=None + Pending In; push
None + Pending Out+In + Approved=None + Pending Out+In; push
To + Approved=To; push
To + Pending In + Approved=To + Pending In; push
From + Approved=From; push
From + Pending Out + Approved=From + Pending Out; push
Both + Approved=Both; push

[Add if client-sends-approved]
Reference=mod_roster.erl:443; one that sends what it was sent keeps a pre-approval, any other makes one
Absent=None + Approved; push
None=None + Approved; push
None + Pending Out=None + Pending Out + Approved; push
None + Pending In=None + Pending In + Approved; push
None + Pending Out+In=None + Pending Out+In + Approved; push
To=To + Approved; push
To + Pending In=To + Pending In + Approved; push
From=From + Approved; push
From + Pending Out=From + Pending Out + Approved; push
Both=Both + Approved; push
None + Approved=same; push
None + Pending Out + Approved=same; push
None + Pending In + Approved=same; push
None + Pending Out+In + Approved=same; push
To + Approved=same; push
To + Pending In + Approved=same; push
From + Approved=same; push
From + Pending Out + Approved=same; push
Both + Approved=same; push

[Login]
Reference=ejabberd_c2s.erl (broadcast_presence_available)
To=same; send probe
To + Pending In=same; send probe
From=same; send available
From + Pending Out=same; send available
Both=same; send available, send probe
To + Approved=same; send probe
To + Pending In + Approved=same; send probe
From + Approved=same; send available
From + Pending Out + Approved=same; send available
Both + Approved=same; send available, send probe

[Logout]
Reference=ejabberd_c2s.erl (process_terminated)
From=same; send unavailable
From + Pending Out=same; send unavailable
Both=same; send unavailable
From + Approved=same; send unavailable
From + Pending Out + Approved=same; send unavailable
Both + Approved=same; send unavailable

[Inbound probe]
Reference=ejabberd_c2s.erl (route_probe_reply)
# RFC 6121 4.3.2: SHOULD answer unsubscribed to everybody else, which heals a peer that believes it is subscribed.
# Here the probe is dropped.
From=same; send available
From + Pending Out=same; send available
Both=same; send available
From + Approved=same; send available
From + Pending Out + Approved=same; send available
Both + Approved=same; send available
