# One server after RFC 6121, Appendix A, to the letter. Where section 3 and the appendix disagree, the
# appendix counts; where the appendix is silent (pushes, removal, availability), the section that speaks.
#
# A base group is the server with every option off; a group that ends in "if OPTION" replaces rows of it
# while the option is on. No two options replace the same row, so their order does not matter.
#
# push: only where the item that the user's client sees changes. A pending inbound request is never part
# of a roster item (3.1.3), so its coming and going is not pushed.
# deliver: only where the state changes; of what changes nothing the appendix says SHOULD NOT deliver (deliver-idle).
#
# What this profile does not say, because a profile has no words for it:
# - A request that waits is delivered at each login until it is answered (3.1.3, rule 4), and what comes for a user who
#   is offline MAY be kept for him (3.1.6, 3.2.3, 3.3.3): deliveries without an arrival.
# - Accounts and providers that approve every request (3.1.3, rule 1): another server than this one.
# - Accounts that do not exist (8.5.1), full JIDs (8.5.3.2.2), and who gets the error of 3.1.2: see --bounce.

[Profile]
Name=rfc6121
Title=RFC 6121, Appendix A
Reference=RFC 6121 Appendix A (tables 2-9), sections 2.5.2, 3.1-3.4, 4.2-4.5
Initial=None

[Options]
auto-subscribed=on  A.3.1, table 6, footnote 2: SHOULD answer a subscribe from a subscriber (3.1.3: MUST)
auto-unsubscribed=on  A.3.2, table 7, footnote 1: SHOULD answer an unsubscribe that changed something
probe-unsubscribed=on  4.3.2, rule 1: SHOULD answer the probe of somebody who is not subscribed
remove-cancels-pending=off  2.5.2 speaks only of subscriptions: on = removal withdraws and denies requests too
pre-approval=off  3.4: optional for a server; adds the states with Approved
keep-approval=off  3.4.2 leaves it to policy: off = a pre-approval is used up by the request that it answers
probe-contacts=on  4.3.1: SHOULD probe those whom the user is subscribed to, at login
resend-subscribe=off  3.1.2: SHOULD send a request again that was not answered; when is configurable, here at each login
acknowledge-subscribe=off  3.1.3, rule 3: MAY acknowledge a request that is delivered with unavailable from the bare JID
route-idle-unsubscribed=off  A.2.4, table 5: SHOULD NOT route an unsubscribed that changes nothing
deliver-idle=off  A.3, tables 6-9: SHOULD NOT deliver what changes nothing

[States]
# RFC 6121 A.1, in its order.
None=none
None + Pending Out=none ask
None + Pending In=none pending
None + Pending Out+In=none ask pending
To=to
To + Pending In=to pending
From=from
From + Pending Out=from ask
Both=both
# 3.4.2, rule 3: approved can be set in None, None + Pending Out and To. A request that arrives then is
# answered at once, so Approved and Pending In never meet.
None + Approved=none approved
None + Pending Out + Approved=none ask approved
To + Approved=to approved
# A pre-approval that outlives its use: only with keep-approval.
From + Approved=from approved
From + Pending Out + Approved=from ask approved
Both + Approved=both approved

[Outbound subscribe]
Reference=RFC 6121 A.2.1, table 2 (every row MUST route); route, then push: 3.1.2
None=None + Pending Out; route, push
None + Pending Out=same; route
None + Pending In=None + Pending Out+In; route, push
None + Pending Out+In=same; route
To=same; route
To + Pending In=same; route
From=From + Pending Out; route, push
From + Pending Out=same; route
Both=same; route
None + Approved=None + Pending Out + Approved; route, push
None + Pending Out + Approved=same; route
To + Approved=same; route
From + Approved=From + Pending Out + Approved; route, push
From + Pending Out + Approved=same; route
Both + Approved=same; route

[Outbound unsubscribe]
Reference=RFC 6121 A.2.2, table 3 (every row MUST route); route, then push: 3.3.2
None=same; route
None + Pending Out=None; route, push
None + Pending In=same; route
None + Pending Out+In=None + Pending In; route, push
To=None; route, push
To + Pending In=None + Pending In; route, push
From=same; route
From + Pending Out=From; route, push
Both=From; route, push
# The user's own pre-approval of the contact is the other direction: it stays.
None + Approved=same; route
None + Pending Out + Approved=None + Approved; route, push
To + Approved=None + Approved; route, push
From + Approved=same; route
From + Pending Out + Approved=From + Approved; route, push
Both + Approved=From + Approved; route, push

[Outbound subscribed]
Reference=RFC 6121 A.2.3, table 4; route, push, then the current presence: 3.1.5
# Footnote 1: a server without pre-approval drops this one, like the others in to and none.
None=same
None + Pending Out=same
None + Pending In=From; route, push, send available
None + Pending Out+In=From + Pending Out; route, push, send available
To=same
To + Pending In=Both; route, push, send available
From=same
From + Pending Out=same
Both=same
# Approved already: nothing left to set.
None + Approved=same
None + Pending Out + Approved=same
To + Approved=same
From + Approved=same
From + Pending Out + Approved=same
Both + Approved=same

[Outbound subscribed if pre-approval]
Reference=RFC 6121 3.4.2, rule 3, and A.2.3, table 4, footnote 1: set approved, push, MUST NOT route
None=None + Approved; push
None + Pending Out=None + Pending Out + Approved; push
To=To + Approved; push

[Outbound unsubscribed]
Reference=RFC 6121 A.2.4, table 5; unavailable, route, push: 3.2.2
None=same
None + Pending Out=same
# 3.2.2 read literally would not route a denial to a stranger, and send unavailable with any other denial;
# table 5 routes all three, and unavailable is for those who were subscribed.
None + Pending In=None; route
None + Pending Out+In=None + Pending Out; route
To=same
To + Pending In=To; route
From=None; send unavailable, route, push
From + Pending Out=None + Pending Out; send unavailable, route, push
Both=To; send unavailable, route, push
# Footnote 1 and 3.2.2, rule 2: takes the pre-approval back, MUST NOT route.
None + Approved=None; push
None + Pending Out + Approved=None + Pending Out; push
To + Approved=To; push
# 3.4.2: a kept pre-approval ends together with the subscription that it gave.
From + Approved=None; send unavailable, route, push
From + Pending Out + Approved=None + Pending Out; send unavailable, route, push
Both + Approved=To; send unavailable, route, push

[Outbound unsubscribed if route-idle-unsubscribed]
Reference=RFC 6121 A.2.4, table 5; with a pre-approval it MUST NOT (3.2.2, rule 2)
None=same; route
None + Pending Out=same; route
To=same; route

[Inbound subscribe]
Reference=RFC 6121 A.3.1, table 6; never pushed: 3.1.3
None=None + Pending In; deliver
None + Pending Out=None + Pending Out+In; deliver
None + Pending In=same
None + Pending Out+In=same
To=To + Pending In; deliver
To + Pending In=same
From=same
From + Pending Out=same
Both=same
# Footnote 1 and 3.4.2: MUST NOT deliver, MUST answer. The table prints the new state for None only; the
# others follow from it, because a request touches nothing but the contact's direction.
None + Approved=From; push, send subscribed, send available
None + Pending Out + Approved=From + Pending Out; push, send subscribed, send available
To + Approved=Both; push, send subscribed, send available
# Footnote 1 again: while approved the answer does not depend on auto-subscribed.
From + Approved=same; send subscribed
From + Pending Out + Approved=same; send subscribed
Both + Approved=same; send subscribed

[Inbound subscribe if auto-subscribed]
Reference=RFC 6121 A.3.1, table 6, footnote 2; 3.1.3, rule 2
From=same; send subscribed
From + Pending Out=same; send subscribed
Both=same; send subscribed

[Inbound subscribe if keep-approval]
Reference=RFC 6121 3.4.2: whether approved outlives its use is the server's policy
None + Approved=From + Approved; push, send subscribed, send available
None + Pending Out + Approved=From + Pending Out + Approved; push, send subscribed, send available
To + Approved=Both + Approved; push, send subscribed, send available

[Inbound subscribe if acknowledge-subscribe]
Reference=RFC 6121 3.1.3, rule 3
None=None + Pending In; deliver, send unavailable
None + Pending Out=None + Pending Out+In; deliver, send unavailable
To=To + Pending In; deliver, send unavailable

[Inbound subscribe if deliver-idle]
Reference=RFC 6121 A.3.1, table 6; what the server answers itself is not delivered (3.1.3, rule 2; 3.4.2)
None + Pending In=same; deliver
None + Pending Out+In=same; deliver
To + Pending In=same; deliver

[Inbound unsubscribe]
Reference=RFC 6121 A.3.2, table 7; deliver, push, unavailable: 3.3.3
None=same
None + Pending Out=same
# 3.3.3 read literally would ignore the withdrawal of a request; table 7 does not.
None + Pending In=None; deliver
None + Pending Out+In=None + Pending Out; deliver
To=same
To + Pending In=To; deliver
From=None; deliver, push, send unavailable
From + Pending Out=None + Pending Out; deliver, push, send unavailable
Both=To; deliver, push, send unavailable
None + Approved=same
None + Pending Out + Approved=same
To + Approved=same
# 3.4.2: a kept pre-approval ends only with unsubscribed or removal; the contact may come back.
From + Approved=None + Approved; deliver, push, send unavailable
From + Pending Out + Approved=None + Pending Out + Approved; deliver, push, send unavailable
Both + Approved=To + Approved; deliver, push, send unavailable

[Inbound unsubscribe if auto-unsubscribed]
Reference=RFC 6121 A.3.2, table 7, footnote 1; the answer goes before unavailable
None + Pending In=None; deliver, send unsubscribed
None + Pending Out+In=None + Pending Out; deliver, send unsubscribed
To + Pending In=To; deliver, send unsubscribed
From=None; deliver, push, send unsubscribed, send unavailable
From + Pending Out=None + Pending Out; deliver, push, send unsubscribed, send unavailable
Both=To; deliver, push, send unsubscribed, send unavailable
From + Approved=None + Approved; deliver, push, send unsubscribed, send unavailable
From + Pending Out + Approved=None + Pending Out + Approved; deliver, push, send unsubscribed, send unavailable
Both + Approved=To + Approved; deliver, push, send unsubscribed, send unavailable

[Inbound unsubscribe if deliver-idle]
Reference=RFC 6121 A.3.2, table 7
None=same; deliver
None + Pending Out=same; deliver
To=same; deliver
None + Approved=same; deliver
None + Pending Out + Approved=same; deliver
To + Approved=same; deliver

[Inbound subscribed]
Reference=RFC 6121 A.3.3, table 8; deliver, then push: 3.1.6
None=same
None + Pending Out=To; deliver, push
None + Pending In=same
None + Pending Out+In=To + Pending In; deliver, push
To=same
To + Pending In=same
From=same
From + Pending Out=Both; deliver, push
Both=same
None + Approved=same
None + Pending Out + Approved=To + Approved; deliver, push
To + Approved=same
From + Approved=same
From + Pending Out + Approved=Both + Approved; deliver, push
Both + Approved=same

[Inbound subscribed if deliver-idle]
Reference=RFC 6121 A.3.3, table 8
None=same; deliver
None + Pending In=same; deliver
To=same; deliver
To + Pending In=same; deliver
From=same; deliver
Both=same; deliver
None + Approved=same; deliver
To + Approved=same; deliver
From + Approved=same; deliver
Both + Approved=same; deliver

[Inbound unsubscribed]
Reference=RFC 6121 A.3.4, table 9; deliver, then push: 3.2.3
None=same
# 3.2.3 read literally would ignore a denial, as it names only to and both; table 9 does not.
None + Pending Out=None; deliver, push
None + Pending In=same
None + Pending Out+In=None + Pending In; deliver, push
To=None; deliver, push
To + Pending In=None + Pending In; deliver, push
From=same
From + Pending Out=From; deliver, push
Both=From; deliver, push
# 4.3.2: an unsubscribed that answers a probe MUST NOT cancel a pre-approval; nor does any other.
None + Approved=same
None + Pending Out + Approved=None + Approved; deliver, push
To + Approved=None + Approved; deliver, push
From + Approved=same
From + Pending Out + Approved=From + Approved; deliver, push
Both + Approved=From + Approved; deliver, push

[Inbound unsubscribed if deliver-idle]
Reference=RFC 6121 A.3.4, table 9
None=same; deliver
None + Pending In=same; deliver
From=same; deliver
None + Approved=same; deliver
From + Approved=same; deliver

[Remove]
Reference=RFC 6121 2.5.2: push, then unsubscribe if to, then unsubscribed if from
# There may be no item at all (2.5.3: item-not-found), so nothing is pushed.
None=same
# Not a subscription yet: nothing is sent, and the contact is left with the request.
None + Pending Out=None; push
# The request is not part of the item (3.1.3): it survives, here and below, and is not denied.
None + Pending In=same
None + Pending Out+In=None + Pending In; push
To=None; push, send unsubscribe
To + Pending In=None + Pending In; push, send unsubscribe
From=None; push, send unsubscribed
From + Pending Out=None; push, send unsubscribed
Both=None; push, send unsubscribe, send unsubscribed
# 3.4.2: approved goes with the item.
None + Approved=None; push
None + Pending Out + Approved=None; push
To + Approved=None; push, send unsubscribe
From + Approved=None; push, send unsubscribed
From + Pending Out + Approved=None; push, send unsubscribed
Both + Approved=None; push, send unsubscribe, send unsubscribed

[Remove if remove-cancels-pending]
Reference=RFC 3921 9.4 counted a removal as both presences; RFC 6121 2.5.2 does not forbid it
None + Pending Out=None; push, send unsubscribe
# Denied even if there is no item to remove; no push, for the same reason as above.
None + Pending In=None; send unsubscribed
None + Pending Out+In=None; push, send unsubscribe, send unsubscribed
To + Pending In=None; push, send unsubscribe, send unsubscribed
From + Pending Out=None; push, send unsubscribe, send unsubscribed
None + Pending Out + Approved=None; push, send unsubscribe
From + Pending Out + Approved=None; push, send unsubscribe, send unsubscribed

[Add]
Reference=RFC 6121 2.3.2, 2.4.2: every roster set is pushed; subscription and ask are not the client's to set
None=same; push
None + Pending Out=same; push
None + Pending In=same; push
None + Pending Out+In=same; push
To=same; push
To + Pending In=same; push
From=same; push
From + Pending Out=same; push
Both=same; push
None + Approved=same; push
None + Pending Out + Approved=same; push
To + Approved=same; push
From + Approved=same; push
From + Pending Out + Approved=same; push
Both + Approved=same; push

[Login]
Reference=RFC 6121 4.2.2: available to those subscribed
From=same; send available
From + Pending Out=same; send available
Both=same; send available
From + Approved=same; send available
From + Pending Out + Approved=same; send available
Both + Approved=same; send available

[Login if probe-contacts]
Reference=RFC 6121 4.3.1: then a probe to those whom the user is subscribed to
To=same; send probe
To + Pending In=same; send probe
Both=same; send available, send probe
To + Approved=same; send probe
Both + Approved=same; send available, send probe

[Login if resend-subscribe]
Reference=RFC 6121 3.1.2: it might be done, for example, whenever a new resource becomes available
None + Pending Out=same; send subscribe
None + Pending Out+In=same; send subscribe
From + Pending Out=same; send available, send subscribe
None + Pending Out + Approved=same; send subscribe
From + Pending Out + Approved=same; send available, send subscribe

[Logout]
Reference=RFC 6121 4.5.2: unavailable to those subscribed
From=same; send unavailable
From + Pending Out=same; send unavailable
Both=same; send unavailable
From + Approved=same; send unavailable
From + Pending Out + Approved=same; send unavailable
Both + Approved=same; send unavailable

[Inbound probe]
Reference=RFC 6121 4.3.2: presence for those subscribed
From=same; send available
From + Pending Out=same; send available
Both=same; send available
From + Approved=same; send available
From + Pending Out + Approved=same; send available
Both + Approved=same; send available

[Inbound probe if probe-unsubscribed]
Reference=RFC 6121 4.3.2, rule 1: unsubscribed for all others
None=same; send unsubscribed
None + Pending Out=same; send unsubscribed
# The same answer as for a stranger, but the request that waits here is not denied by it.
None + Pending In=same; send unsubscribed
None + Pending Out+In=same; send unsubscribed
To=same; send unsubscribed
To + Pending In=same; send unsubscribed
# MUST NOT cancel the pre-approval.
None + Approved=same; send unsubscribed
None + Pending Out + Approved=same; send unsubscribed
To + Approved=same; send unsubscribed
