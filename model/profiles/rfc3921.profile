# One server after RFC 3921, the standard before RFC 6121: section 9 for the states, section 8 for the order of what
# happens and for removal, section 5.1 for availability.
#
# A base group is the server with every option off; a group that ends in "if OPTION" replaces rows of it while the
# option is on. No two options replace the same row, so their order does not matter.
#
# States are named as in RFC 6121 A.1, which has the same nine; section 9.1 writes "None + Pending Out/In" where it is
# None + Pending Out+In here. Outbound subscribe and unsubscribe have no table (9.2 routes them without exception):
# where section 8 does not say the new state either, it is that of RFC 6121 tables 2 and 3.
# push: only where the item that the user's client sees changes. deliver: where the tables say yes. A server that
# delivers what they say no to changes nothing here, as there are no clients in the world that would answer it.
#
# What this profile does not say, because a profile has no words for it:
# - 9.4: a client acknowledges what it is told, subscribed with subscribe, unsubscribed with unsubscribe, and a server
#   tells it again at each login until it has. Which notification is acknowledged is no part of an entry, and users
#   send what they like.
# - 8.2: the contact's server may keep an item for somebody who only asked, to track the request. None of it shows.
# - A request that waits is delivered again at each login (9.4): a delivery without an arrival. Accounts that do not
#   exist, and which of several clients gets what (8.1).
# - Privacy lists (section 10).
# - 8.4.1, step 5, and 8.6 (4) SHOULD send unavailable, as 8.5.1 does. Here they always do: options that share rows
#   would depend on their order.

[Profile]
Name=rfc3921
Title=RFC 3921, section 9
Reference=RFC 3921 section 9 (tables 1-6), sections 5.1, 8.2-8.6
Initial=None

[Options]
auto-subscribed=on  9.3, table 3: SHOULD answer a subscribe from a subscriber
auto-unsubscribed=on  9.3, table 4: SHOULD answer an unsubscribe that changed something (8.4.1, step 5: MUST)
unavailable-after-unsubscribed=on  8.5.1: SHOULD send unavailable to the subscriber whom the user cuts off
route-idle-subscribed=off  9.2, table 1: SHOULD NOT route a subscribed that changes nothing
route-idle-unsubscribed=off  9.2, table 2: SHOULD NOT route an unsubscribed that changes nothing
resend-subscribe=off  5.1.6: MAY send a request again that was not answered; here at each login
remove-cancels-pending=off  8.6 cancels subscriptions: on = removal withdraws and denies requests too

[States]
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
Reference=RFC 3921 9.2 (MUST route without exception); push, then route: 8.2, steps 4 and 5, 8.3, step 2
None=None + Pending Out; push, route
None + Pending Out=same; route
None + Pending In=None + Pending Out+In; push, route
None + Pending Out+In=same; route
To=same; route
To + Pending In=same; route
From=From + Pending Out; push, route
From + Pending Out=same; route
Both=same; route

[Outbound unsubscribe]
Reference=RFC 3921 9.2 (MUST route without exception); push, then route: 8.4.1, step 2, 8.4.2, step 2
None=same; route
# 8.2, step 5, note: this is how a client takes a request back that could not be delivered.
None + Pending Out=None; push, route
None + Pending In=same; route
None + Pending Out+In=None + Pending In; push, route
To=None; push, route
To + Pending In=None + Pending In; push, route
From=same; route
From + Pending Out=From; push, route
Both=From; push, route

[Outbound subscribed]
Reference=RFC 3921 9.2, table 1; push, route, then the current presence: 8.2
None=same
None + Pending Out=same
None + Pending In=From; push, route, send available
None + Pending Out+In=From + Pending Out; push, route, send available
To=same
To + Pending In=Both; push, route, send available
From=same
From + Pending Out=same
Both=same

[Outbound subscribed if route-idle-subscribed]
Reference=RFC 3921 9.2: without it two servers that disagree can find back only by subscribe and unsubscribe
None=same; route
None + Pending Out=same; route
To=same; route
From=same; route
From + Pending Out=same; route
Both=same; route

[Outbound unsubscribed]
Reference=RFC 3921 9.2, table 2; push, then route: 8.5.1; a denial, which the client does not see: 8.2.1
None=same
None + Pending Out=same
None + Pending In=None; route
None + Pending Out+In=None + Pending Out; route
To=same
To + Pending In=To; route
From=None; push, route
From + Pending Out=None + Pending Out; push, route
Both=To; push, route

[Outbound unsubscribed if route-idle-unsubscribed]
Reference=RFC 3921 9.2, as for subscribed
None=same; route
None + Pending Out=same; route
To=same; route

[Outbound unsubscribed if unavailable-after-unsubscribed]
Reference=RFC 3921 8.5.1; RFC 6121 3.2.2 has it the other way round
From=None; push, route, send unavailable
From + Pending Out=None + Pending Out; push, route, send unavailable
Both=To; push, route, send unavailable

[Inbound subscribe]
Reference=RFC 3921 9.3, table 3; never pushed: 8.2
None=None + Pending In; deliver
None + Pending Out=None + Pending Out+In; deliver
None + Pending In=same
None + Pending Out+In=same
To=To + Pending In; deliver
To + Pending In=same
From=same
From + Pending Out=same
Both=same

[Inbound subscribe if auto-subscribed]
Reference=RFC 3921 9.3, table 3, asterisk
From=same; send subscribed
From + Pending Out=same; send subscribed
Both=same; send subscribed

[Inbound unsubscribe]
Reference=RFC 3921 9.3, table 4; push, then deliver, in the end unavailable: 8.4.1
None=same
None + Pending Out=same
None + Pending In=None; deliver
None + Pending Out+In=None + Pending Out; deliver
To=same
To + Pending In=To; deliver
From=None; push, deliver, send unavailable
From + Pending Out=None + Pending Out; push, deliver, send unavailable
Both=To; push, deliver, send unavailable

[Inbound unsubscribe if auto-unsubscribed]
Reference=RFC 3921 9.3, table 4, asterisk; 8.4.1, step 5: before unavailable
None + Pending In=None; deliver, send unsubscribed
None + Pending Out+In=None + Pending Out; deliver, send unsubscribed
To + Pending In=To; deliver, send unsubscribed
From=None; push, deliver, send unsubscribed, send unavailable
From + Pending Out=None + Pending Out; push, deliver, send unsubscribed, send unavailable
Both=To; push, deliver, send unsubscribed, send unavailable

[Inbound subscribed]
Reference=RFC 3921 9.3, table 5 (MUST NOT deliver what changes nothing); deliver, then push: 8.2
None=same
None + Pending Out=To; deliver, push
None + Pending In=same
None + Pending Out+In=To + Pending In; deliver, push
To=same
To + Pending In=same
From=same
From + Pending Out=Both; deliver, push
Both=same

[Inbound unsubscribed]
Reference=RFC 3921 9.3, table 6; a denial: deliver, then push (8.2.1); an end: push, then deliver (8.5.1)
None=same
None + Pending Out=None; deliver, push
None + Pending In=same
None + Pending Out+In=None + Pending In; deliver, push
To=None; push, deliver
To + Pending In=None + Pending In; push, deliver
From=same
From + Pending Out=From; deliver, push
Both=From; push, deliver

[Remove]
Reference=RFC 3921 8.6: unsubscribe if to, unsubscribed if from, push, unavailable; 9.4: it counts as both presences
# There may be no item at all, so nothing is pushed.
None=same
# "No matter what the current subscription state is" (8.6), but what is cancelled is a subscription: nothing is sent
# for a request, and the contact is left with it.
None + Pending Out=None; push
# 9.4: the removal counts as an answer, so the request is dropped, here and below. Nobody tells the contact.
None + Pending In=None
None + Pending Out+In=None; push
To=None; send unsubscribe, push
To + Pending In=None; send unsubscribe, push
From=None; send unsubscribed, push, send unavailable
From + Pending Out=None; send unsubscribed, push, send unavailable
Both=None; send unsubscribe, send unsubscribed, push, send unavailable

[Remove if remove-cancels-pending]
Reference=RFC 3921 9.4: a removal counts as both presences
None + Pending Out=None; send unsubscribe, push
None + Pending In=None; send unsubscribed
None + Pending Out+In=None; send unsubscribe, send unsubscribed, push
To + Pending In=None; send unsubscribe, send unsubscribed, push
From + Pending Out=None; send unsubscribe, send unsubscribed, push, send unavailable

[Add]
Reference=RFC 3921 7.4, 7.5: every roster set is pushed; subscription and ask are not the client's to set
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
Reference=RFC 3921 5.1.1: a probe to those whom the user is subscribed to, then available to those subscribed
To=same; send probe
To + Pending In=same; send probe
From=same; send available
From + Pending Out=same; send available
Both=same; send probe, send available

[Login if resend-subscribe]
Reference=RFC 3921 5.1.6
None + Pending Out=same; send subscribe
None + Pending Out+In=same; send subscribe
From + Pending Out=same; send available, send subscribe

[Logout]
Reference=RFC 3921 5.1.5: unavailable to those subscribed
From=same; send unavailable
From + Pending Out=same; send unavailable
Both=same; send unavailable

[Inbound probe]
Reference=RFC 3921 5.1.3: MUST answer with an error, forbidden or not-authorized; presence for those subscribed
# RFC 6121 4.3.2 answers unsubscribed instead, which heals a peer that believes it is subscribed.
None=same; send error
None + Pending Out=same; send error
None + Pending In=same; send error
None + Pending Out+In=same; send error
To=same; send error
To + Pending In=same; send error
From=same; send available
From + Pending Out=same; send available
Both=same; send available
