# jabberd2, as read in its source at commit 376e632 (2018); not observed on a running server. Lines without a
# file name are those of sm/mod_roster.c.
#
# A roster item holds two booleans, to and from, and ask: 0, 1 (the user asked) or 2 (the user gave up a subscription
# and has no answer; it shows as ask='unsubscribe', which is in no RFC). These 9 of the combinations can be reached.
# There is no Pending In. A subscribe is handed to the clients that are online, or put into the offline store for the
# next login, and forgotten (599-735): if no client answers it, no server will ask again. So no state here has the
# attribute pending, the columns of RFC 6121 with Pending In have no row, and whoever asks a jabberd2 user breaks
# no-stuck by that alone: nothing but the client's memory holds the question.
#
# What this profile does not say, because a profile has no words for it:
# - The offline store: a subscribe that waits in it is delivered at the next login, without an arrival.
# - With users who do what is sensible nobody ever approves: that needs pending.
# - A probe that comes while the user is offline is answered with the last unavailable (sm/pres.c, pres_in).
# - A session that sent somebody presence directly, or had it bounced, does not send him what a change of the roster
#   brings (sm/pres.c, pres_roster).
# - roster.maxitems, published rosters (mod_roster_publish), privacy lists.
# The source at commit 376e632 reads to us as available and unavailable before the presence that they come with, and as
# unavailable with every removal; the rows have them after it, and with a removal only for who was subscribed.
# An available, unavailable or error that arrives changes no item: those groups are absent. There is no other switch.

[Profile]
Name=jabberd2
Title=jabberd2
Reference=jabberd2 376e632 (2018), sm/mod_roster.c, sm/pres.c
Initial=Absent

[States]
Absent=none unlisted
None=none
None + Pending Out=none ask
To=to
# Given up, but not yet confirmed: to stays until the contact's server says unsubscribed.
To + Unask=to unask
From=from
From + Pending Out=from ask
Both=both
Both + Unask=both unask

[Outbound subscribe]
Reference=sm/mod_roster.c:174-262: push (always, if there is an item), then route
Absent=None + Pending Out; push, route
None=None + Pending Out; push, route
None + Pending Out=same; push, route
To=same; push, route
# ask stays 2: the user cannot take back that he gave up (227).
To + Unask=same; push, route
From=From + Pending Out; push, route
From + Pending Out=same; push, route
Both=same; push, route
Both + Unask=same; push, route

[Outbound unsubscribe]
Reference=sm/mod_roster.c:174-262 (227-230)
Absent=same; route
None=same; push, route
# RFC 6121 table 3: None. Here the request is not withdrawn: only to is looked at (229), and ask stays 1.
None + Pending Out=same; push, route
# RFC 6121 table 3: None.
To=To + Unask; push, route
To + Unask=same; push, route
From=same; push, route
# RFC 6121 table 3: From. The request is not withdrawn, as above.
From + Pending Out=same; push, route
# RFC 6121 table 3: From.
Both=Both + Unask; push, route
Both + Unask=same; push, route

[Outbound subscribed]
Reference=sm/mod_roster.c:174-262 (233-238: from is set and available sent, unasked)
# RFC 6121 table 4: nothing (or a pre-approval, which jabberd2 has not). Here it grants, though nobody need have asked.
Absent=From; push, route, send available
None=From; push, route, send available
None + Pending Out=From + Pending Out; push, route, send available
To=Both; push, route, send available
To + Unask=Both + Unask; push, route, send available
From=same; push, route, send available
From + Pending Out=same; push, route, send available
Both=same; push, route, send available
Both + Unask=same; push, route, send available

[Outbound unsubscribed]
Reference=sm/mod_roster.c:174-262 (from is cleared and unavailable sent)
Absent=same; route
# RFC 6121 3.2.2: unavailable never to somebody who was not subscribed, and before the unsubscribed; table 5: SHOULD NOT
# route.
None=same; push, route, send unavailable
None + Pending Out=same; push, route, send unavailable
To=same; push, route, send unavailable
To + Unask=same; push, route, send unavailable
From=None; push, route, send unavailable
From + Pending Out=None + Pending Out; push, route, send unavailable
Both=To; push, route, send unavailable
Both + Unask=To + Unask; push, route, send unavailable

[Inbound subscribe]
Reference=sm/mod_roster.c:599-735: delivered and forgotten, or answered
Absent=same; deliver
None=same; deliver
None + Pending Out=same; deliver
To=same; deliver
To + Unask=same; deliver
From=same; send subscribed, send available
From + Pending Out=same; send subscribed, send available
Both=same; send subscribed, send available
Both + Unask=same; send subscribed, send available

[Inbound unsubscribe]
Reference=sm/mod_roster.c:599-735: answered wherever there is an item; unsubscribed, unavailable, push, then deliver
Absent=same
None=same; send unsubscribed
None + Pending Out=same; send unsubscribed
To=same; send unsubscribed
To + Unask=same; send unsubscribed
From=None; send unsubscribed, send unavailable, push, deliver
From + Pending Out=None + Pending Out; send unsubscribed, send unavailable, push, deliver
Both=To; send unsubscribed, send unavailable, push, deliver
Both + Unask=To + Unask; send unsubscribed, send unavailable, push, deliver

[Inbound subscribed]
Reference=sm/mod_roster.c:638-652 (ignored unless asked for): push, then deliver
Absent=same
None=same
None + Pending Out=To; push, deliver
To=same
To + Unask=same
From=same
From + Pending Out=Both; push, deliver
Both=same
Both + Unask=same

[Inbound unsubscribed]
Reference=sm/mod_roster.c:638-652 (ignored without to): push, then deliver
Absent=same
None=same
# RFC 6121 table 9: None. Here a denial counts as bogus, as there is no to: the client never hears of it, and the
# request stays.
None + Pending Out=same
To=None; push, deliver
To + Unask=None; push, deliver
From=same
# RFC 6121 table 9: From. The denial is ignored, as above.
From + Pending Out=same
Both=From; push, deliver
Both + Unask=From; push, deliver

[Remove]
Reference=sm/mod_roster.c:329-375: unsubscribed, unsubscribe, unavailable, push (RFC 6121 2.5.2: push first)
# RFC 6121 2.5.3: item-not-found. Here it succeeds, and is pushed.
Absent=same; push
None=Absent; push
# Nothing is withdrawn: the contact is left with the question.
None + Pending Out=Absent; push
To=Absent; send unsubscribe, push
To + Unask=Absent; send unsubscribe, push
From=Absent; send unsubscribed, send unavailable, push
From + Pending Out=Absent; send unsubscribed, send unavailable, push
Both=Absent; send unsubscribed, send unsubscribe, send unavailable, push
Both + Unask=Absent; send unsubscribed, send unsubscribe, send unavailable, push

[Add]
Reference=sm/mod_roster.c (_roster_set_item): name and groups change, and the item is pushed
Absent=None; push
None=same; push
None + Pending Out=same; push
To=same; push
To + Unask=same; push
From=same; push
From + Pending Out=same; push
Both=same; push
Both + Unask=same; push

[Login]
Reference=sm/pres.c (pres_update): to each contact first the probe
To=same; send probe
To + Unask=same; send probe
From=same; send available
From + Pending Out=same; send available
Both=same; send probe, send available
Both + Unask=same; send probe, send available

[Logout]
Reference=sm/pres.c (pres_update)
From=same; send unavailable
From + Pending Out=same; send unavailable
Both=same; send unavailable
Both + Unask=same; send unavailable

[Inbound probe]
Reference=sm/pres.c (pres_in): RFC 6121 4.3.2, rule 1
Absent=same; send unsubscribed
None=same; send unsubscribed
None + Pending Out=same; send unsubscribed
To=same; send unsubscribed
To + Unask=same; send unsubscribed
From=same; send available
From + Pending Out=same; send available
Both=same; send available
Both + Unask=same; send available
