# ejabberd up to 26.02, as read in its source just before commit 47d898bb, which brought pre-approval; 80 of its rows
# were also seen on a running 23.01. Functions are those of src/mod_roster.erl.
#
# One database row holds all: subscription and ask (none, out, in or both: what is pending, and in which direction).
# No row at all and a row with nothing in it are the same to the tables, so Absent has the rows of None but for
# removal.
#
# What this profile does not say, because a profile has no words for it:
# - A row that is None + Pending In is hidden: left out of roster results, and no push of a presence that leads to it,
#   although the user may have named it. Here that shows as missing pushes.
# - At the first presence with a priority of 0 or more, the stored requests are delivered again: deliveries without
#   an arrival. A request of the user is never sent again.
# - A peer on the same server. The sender's process runs both sides' changes one after the other, with no lock across
#   the two rosters, so it is two servers with a queue here too, and a push may overtake a later one.
# - Shared rosters, privacy lists, and the option access of mod_roster, which can forbid a user to change anything.
# At login available goes before the probe; the source before commit 47d898bb reads to us as probes first.
# An available, unavailable or error that arrives changes no item: those groups are absent.

[Profile]
Name=ejabberd-23
Title=ejabberd up to 26.02
Reference=ejabberd before 47d898bb (26.02), src/mod_roster.erl; seen on 23.01
Initial=Absent

[Options]
gateway-workaround=off  built with ROSTER_GATEWAY_WORKAROUND: in_state_change believes an approval that nobody asked for

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

[Outbound subscribe]
Reference=mod_roster.erl, out_state_change; ejabberd_c2s.erl, process_presence_out: the roster first, then route
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

[Outbound unsubscribe]
Reference=mod_roster.erl, out_state_change, process_subscription (no push of what is hidden)
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

[Outbound subscribed]
Reference=mod_roster.erl, out_state_change
# RFC 6121 table 4: MUST NOT route, here and wherever nothing changes.
Absent=same; route
None=same; route
None + Pending Out=same; route
# The current presence is sent by the session's own process, which has the push and the presence to do first.
None + Pending In=From; push, route, send available
None + Pending Out+In=From + Pending Out; push, route, send available
# RFC 6121 table 4: no state change. Here it grants, though nobody asked.
To=Both; push, route, send available
To + Pending In=Both; push, route, send available
From=same; route
From + Pending Out=same; route
Both=same; route

[Outbound unsubscribed]
Reference=mod_roster.erl, out_state_change, push_item and route_presence_change (unavailable, then push)
# RFC 6121 table 5: SHOULD NOT route, here and wherever nothing changes.
Absent=same; route
None=same; route
None + Pending Out=same; route
# A denial deletes the row, and with it the name and groups that the user had given (ejabberd issue 3208); under
# RFC 6121 the user's own item stays.
None + Pending In=Absent; route
None + Pending Out+In=None + Pending Out; push, route
To=same; route
To + Pending In=To; push, route
From=None; send unavailable, push, route
From + Pending Out=None + Pending Out; send unavailable, push, route
Both=To; send unavailable, push, route

[Inbound subscribe]
Reference=mod_roster.erl, in_state_change, in_auto_reply, process_subscription (reply, push, then deliver)
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

[Inbound unsubscribe]
Reference=mod_roster.erl, in_state_change, in_auto_reply, push_item and route_presence_change (unavailable, then push)
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

[Inbound subscribed]
Reference=mod_roster.erl, in_state_change
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

[Inbound subscribed if gateway-workaround]
Reference=mod_roster.erl, in_state_change, the macros NNSD and NISD
Absent=To; push, deliver
None=To; push, deliver
None + Pending In=To + Pending In; push, deliver

[Inbound unsubscribed]
Reference=mod_roster.erl, in_state_change, process_subscription (no push of what is hidden)
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

[Remove]
Reference=mod_roster.erl, push_item, then send_unsubscribing_presence
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

[Add]
Reference=mod_roster.erl, push_item: always pushed, hidden or not
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

[Login]
Reference=ejabberd_c2s.erl, broadcast_presence_available
To=same; send probe
To + Pending In=same; send probe
From=same; send available
From + Pending Out=same; send available
Both=same; send available, send probe

[Logout]
Reference=ejabberd_c2s.erl, process_terminated
From=same; send unavailable
From + Pending Out=same; send unavailable
Both=same; send unavailable

[Inbound probe]
Reference=ejabberd_c2s.erl, route_probe_reply
# RFC 6121 4.3.2: SHOULD answer unsubscribed to everybody else, which heals a peer that believes it is subscribed.
# Here the probe is dropped.
From=same; send available
From + Pending Out=same; send available
Both=same; send available
