# Tigase, as read in its source at commit 6e5d3b7f (8.4.2-135); not observed on a running server. File names are below
# src/main/java/tigase/xmpp/impl, RosterAbstract.java is in roster there.
#
# An entry is one of the twelve values of SubscriptionType (RosterAbstract.java:260-298), or there is none. The table of
# transitions (135-231) is Appendix A; what deviates comes from PresenceSubscription.java, which calls it.
#
# What this profile does not say, because a profile has no words for it:
# - While the user has no session, subscription presences are not processed but stored, and processed at the next login
#   (PresenceSubscription.java:85-91, OfflineMessages.java:507-511, 326-331): the roster lags by the whole time offline.
#   Here they are processed at once, online or not. Nor is a probe answered while the user is offline.
# - After an unsubscribe the client is pushed subscription='none', and then the item is deleted (497-499). A push in a
#   row that leads to Absent says 'remove' here.
# - A request that was approved in advance is answered after probes and presences to all contacts
#   (PresenceSubscription.java:273), perhaps also to the new subscriber; the row has the answer alone, so that with
#   availability he does not see the user before the next login. The answer comes from a full JID.
# - At each initial presence the client gets the stored requests again (PresenceState.java:546-561): deliveries without
#   an arrival. A request of the user is never sent again.
# - auto-authorize, off by default, makes every request Both on both sides: another server than this one.
# - Dynamic rosters and privacy lists.
# At login available goes before the probe; the source at commit 6e5d3b7f reads to us as the probe first.
# An available, unavailable or error that arrives changes no item: those groups are absent. There is no other switch.

[Profile]
Name=tigase
Title=Tigase 8.4
Reference=Tigase 6e5d3b7f (8.4.2-135), PresenceSubscription.java, roster/RosterAbstract.java, JabberIqRoster.java
Initial=Absent

[States]
# The values of SubscriptionType: none_pending_out and so on. A pre-approval is used up, so no others have it.
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
None + Approved=none approved
None + Pending Out + Approved=none ask approved
To + Approved=to approved

[Outbound subscribe]
Reference=PresenceSubscription.java (processOutSubscribe): route, then push
Absent=None + Pending Out; route, push
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

[Outbound unsubscribe]
Reference=PresenceSubscription.java (processOutSubscribe; 497-499: what is left of none is deleted)
Absent=same; route
# RFC 6121 table 3: None. The user's own item goes, without a push.
None=Absent; route
None + Pending Out=Absent; route, push
# RFC 6121 table 3: None + Pending In. The request goes with the item, here and below, and the contact goes on waiting.
None + Pending In=Absent; route
None + Pending Out+In=Absent; route, push
To=Absent; route, push
To + Pending In=Absent; route, push
From=same; route
From + Pending Out=From; route, push
Both=From; route, push
# none_pre_approved is missing from what is deleted.
None + Approved=same; route
None + Pending Out + Approved=None + Approved; route, push
To + Approved=None + Approved; route, push

[Outbound subscribed]
Reference=PresenceSubscription.java (processOutSubscribed; 541-543: not routed if it led to a pre-approval)
Absent=None + Approved; push
None=None + Approved; push
None + Pending Out=None + Pending Out + Approved; push
None + Pending In=From; route, push, send available
None + Pending Out+In=From + Pending Out; route, push, send available
To=To + Approved; push
To + Pending In=Both; route, push, send available
# RFC 6121 table 4: MUST NOT route.
From=same; route
From + Pending Out=same; route
Both=same; route
None + Approved=same
None + Pending Out + Approved=same
To + Approved=same

[Outbound unsubscribed]
Reference=PresenceSubscription.java (processOutSubscribed); RosterAbstract.java:612-648 (updateBuddySubscription)
# RFC 6121 table 5: SHOULD NOT route. Here it even makes an item, which nobody is told of (619-626).
Absent=None; route
None=same; route
None + Pending Out=same; route
# Deletes the item, and with it the name and groups that the user had given (634-639); under RFC 6121 it stays.
None + Pending In=Absent; route
# unavailable goes also to somebody who was not subscribed (RFC 6121 3.2.2: to subscribers only), and after the
# unsubscribed, not before it.
None + Pending Out+In=None + Pending Out; route, push, send unavailable
To=same; route
To + Pending In=To; route, push, send unavailable
From=None; route, push, send unavailable
From + Pending Out=None + Pending Out; route, push, send unavailable
Both=To; route, push, send unavailable
# RFC 6121 3.2.2, rule 2: MUST NOT route, and nothing to say unavailable for.
None + Approved=None; route, push, send unavailable
None + Pending Out + Approved=None + Pending Out; route, push, send unavailable
To + Approved=To; route, push, send unavailable

[Inbound subscribe]
Reference=PresenceSubscription.java (processInSubscribe; 267: delivered unless it was approved in advance)
Absent=None + Pending In; deliver
None=None + Pending In; deliver
None + Pending Out=None + Pending Out+In; deliver
# RFC 6121 table 6: SHOULD NOT deliver again.
None + Pending In=same; deliver
None + Pending Out+In=same; deliver
To=To + Pending In; deliver
To + Pending In=same; deliver
From=same; send subscribed
From + Pending Out=same; send subscribed
Both=same; send subscribed
None + Approved=From; push, send subscribed
None + Pending Out + Approved=From + Pending Out; push, send subscribed
To + Approved=Both; push, send subscribed

[Inbound unsubscribe]
Reference=PresenceSubscription.java (processInUnsubscribe): deliver, push; never answered, no unavailable
Absent=same
None=same
None + Pending Out=same
# RFC 6121 table 7: MUST deliver. The item is deleted (RosterAbstract.java:634-639), and the client goes on asking.
None + Pending In=Absent
None + Pending Out+In=None + Pending Out; deliver, push
To=same
To + Pending In=To; deliver, push
# RFC 6121 3.3.3: MUST send unavailable. The former subscriber goes on seeing the user as he was.
From=None; deliver, push
From + Pending Out=None + Pending Out; deliver, push
Both=To; deliver, push
None + Approved=same
None + Pending Out + Approved=same
To + Approved=same

[Inbound subscribed]
Reference=PresenceSubscription.java (processInSubscribed; 309-313: an item for everybody)
# Anybody can put himself into the roster this way; the user learns of it from the next roster result.
Absent=None
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

[Inbound unsubscribed]
Reference=PresenceSubscription.java:405-416 (delivered to whoever has an item)
Absent=same
# RFC 6121 table 9: SHOULD NOT deliver, here and wherever nothing changes.
None=same; deliver
None + Pending Out=None; deliver, push
None + Pending In=same; deliver
None + Pending Out+In=None + Pending In; deliver, push
To=None; deliver, push
To + Pending In=None + Pending In; deliver, push
From=same; deliver
From + Pending Out=From; deliver, push
Both=From; deliver, push
None + Approved=same; deliver
None + Pending Out + Approved=None + Approved; deliver, push
To + Approved=None + Approved; deliver, push

[Remove]
Reference=JabberIqRoster.java:520-569: unavailable, unsubscribe, unsubscribed, whatever the subscription; then push
# RFC 6121 2.5.3: item-not-found. Here it succeeds, and is pushed.
Absent=same; push
None=Absent; push
# More than RFC 6121 2.5.2 asks for: requests are withdrawn and denied too. And unavailable goes to everybody.
None + Pending Out=Absent; send unavailable, send unsubscribe, send unsubscribed, push
None + Pending In=Absent; send unavailable, send unsubscribe, send unsubscribed, push
None + Pending Out+In=Absent; send unavailable, send unsubscribe, send unsubscribed, push
To=Absent; send unavailable, send unsubscribe, send unsubscribed, push
To + Pending In=Absent; send unavailable, send unsubscribe, send unsubscribed, push
From=Absent; send unavailable, send unsubscribe, send unsubscribed, push
From + Pending Out=Absent; send unavailable, send unsubscribe, send unsubscribed, push
Both=Absent; send unavailable, send unsubscribe, send unsubscribed, push
# none_pre_approved is not none.
None + Approved=Absent; send unavailable, send unsubscribe, send unsubscribed, push
None + Pending Out + Approved=Absent; send unavailable, send unsubscribe, send unsubscribed, push
To + Approved=Absent; send unavailable, send unsubscribe, send unsubscribed, push

[Add]
Reference=JabberIqRoster.java (processSetRequest): name and groups change, and the item is pushed
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
None + Approved=same; push
None + Pending Out + Approved=same; push
To + Approved=same; push

[Login]
Reference=PresenceAbstract.java (broadcastProbe)
To=same; send probe
To + Pending In=same; send probe
From=same; send available
From + Pending Out=same; send available
Both=same; send available, send probe
To + Approved=same; send probe

[Logout]
Reference=PresenceState.java (stopped, broadcastOffline)
From=same; send unavailable
From + Pending Out=same; send unavailable
Both=same; send unavailable

[Inbound probe]
Reference=PresenceState.java:748-762
Absent=same; send unsubscribed
None=same; send unsubscribed
None + Pending Out=same; send unsubscribed
None + Pending In=same; send unsubscribed
None + Pending Out+In=same; send unsubscribed
To=same; send unsubscribed
To + Pending In=same; send unsubscribed
From=same; send available
From + Pending Out=same; send available
Both=same; send available
None + Approved=same; send unsubscribed
None + Pending Out + Approved=same; send unsubscribed
To + Approved=same; send unsubscribed
