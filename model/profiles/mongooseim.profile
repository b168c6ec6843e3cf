# MongooseIM, as read in its source at commit 475087c6 (6.8.0-38); not observed on a running server. Lines and functions
# without a file name are those of src/roster/mod_roster.erl.
#
# The roster is ejabberd's from before pre-approval: one database row holds subscription and ask (none, out, in or
# both: what is pending, and in which direction). No row at all and a row with nothing in it are the same to the
# tables, so Absent has the rows of None but for removal. The presence of sessions is MongooseIM's own.
#
# What this profile does not say, because a profile has no words for it:
# - A row that is None + Pending In is hidden: left out of roster results (341), and no push of a presence that leads
#   to it (615-690). Here that shows as missing pushes.
# - The stored requests are delivered again with every available presence that the user sends, not only with the
#   first (mod_presence.erl:476-488): deliveries without an arrival. A request of the user is never sent again.
# - A session keeps a set of those to whom it is available, and sends unavailable to them alone. An unavailable or
#   error from a contact takes him out of it, his next probe puts him back (mod_presence.erl).
# - Sessions hear of a changed item by a cast (504-509), so what they send may also come later. Here unavailable goes
#   before unsubscribed; the source at commit 475087c6 reads to us as unsubscribed first, as one process does both.
# - A peer on the same server: as two servers with a queue, since nothing locks both rosters.
# - Shared rosters and privacy lists.
# At login available goes before the probe; that source reads to us as probes first.
# An available, unavailable or error that arrives changes no item: those groups are absent.

[Profile]
Name=mongooseim
Title=MongooseIM 6.8
Reference=MongooseIM 475087c6 (6.8.0-38), mod_roster.erl, mod_presence.erl
Initial=Absent

[Options]
gateway-workaround=off  built with ROSTER_GATEWAY_WORKAROUND: mod_roster.erl:711-746 believes an approval unasked

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
Reference=mod_roster.erl:748-784 (out_state_change); mod_presence.erl:419: the roster first, then route, always
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
Reference=mod_roster.erl:748-784 (out_state_change), 615-690 (no push of what is hidden)
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
Reference=mod_roster.erl:748-784 (out_state_change)
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
Reference=mod_roster.erl:748-784 (out_state_change), 504-509 (unavailable)
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
Reference=mod_roster.erl:711-746 (in_state_change), 786-795 (in_auto_reply), 615-690 (reply, push, then deliver)
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
Reference=mod_roster.erl:711-746 (in_state_change), 786-795 (in_auto_reply), 504-509 (unavailable)
Absent=same
None=same
None + Pending Out=same
# The row is deleted, and the client is not told (ejabberd issue 2598): it goes on asking its user. RFC 6121 table 7:
# MUST deliver.
None + Pending In=Absent; send unsubscribed
None + Pending Out+In=None + Pending Out; send unsubscribed, push, deliver
To=same
To + Pending In=To; send unsubscribed, push, deliver
From=None; send unsubscribed, push, send unavailable, deliver
From + Pending Out=None + Pending Out; send unsubscribed, push, send unavailable, deliver
Both=To; send unsubscribed, push, send unavailable, deliver

[Inbound subscribed]
Reference=mod_roster.erl:711-746 (in_state_change)
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
Reference=mod_roster.erl, the macros NNSD and NISD of the table of 711-746
Absent=To; push, deliver
None=To; push, deliver
None + Pending In=To + Pending In; push, deliver

[Inbound unsubscribed]
Reference=mod_roster.erl:711-746 (in_state_change), 615-690 (no push of what is hidden)
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
Reference=mod_roster.erl:424-447 (no item), 504-509 (push_item), 839-852 (unsubscribe, unsubscribed)
# RFC 6121 2.5.3: item-not-found. Here it succeeds, without a push.
Absent=same
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
Reference=mod_roster.erl:424-447, 504-509: always pushed, hidden or not
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
Reference=mod_presence.erl (presence_broadcast_first)
To=same; send probe
To + Pending In=same; send probe
From=same; send available
From + Pending Out=same; send available
Both=same; send available, send probe

[Logout]
Reference=mod_presence.erl (presence_broadcast)
From=same; send unavailable
From + Pending Out=same; send unavailable
Both=same; send unavailable

[Inbound probe]
Reference=mod_presence.erl (process_presence_probe)
# RFC 6121 4.3.2: SHOULD answer unsubscribed to everybody else, which heals a peer that believes it is subscribed.
# Here the probe is dropped.
From=same; send available
From + Pending Out=same; send available
Both=same; send available
