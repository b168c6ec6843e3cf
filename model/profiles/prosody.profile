# Prosody trunk of May 2025, as read in its source at commit f14f1b33 of the mirror bjc/prosody (0.12.4-1362); 80 of its
# rows were also seen on a running 0.12.3.
#
# The roster has an item (subscription, ask, approved) for a contact or none. What is pending stands apart from the
# items, in a list of its own (core/rostermanager.lua:88-101, 290-298), so that it needs no item and outlives one:
# Absent + Pending In.
# approved is set by a subscribed that nobody asked for, never used up, and ends only with the item or with any roster
# set. With a pending request it does not meet: who is approved is answered at once, and a set or a removal takes
# approved away.
#
# What this profile does not say, because a profile has no words for it:
# - approved is in no roster result and no push (core/rostermanager.lua:63-86, plugins/mod_roster.lua:48-53). Here an
#   item with it shows approved=true, which Prosody's clients never see.
# - At each initial presence the client gets the stored subscribe of a Pending In again
#   (plugins/mod_presence.lua:101-109): a delivery without an arrival. Of the user's own request, which is sent again as
#   well (110-116), the presence and the push are in the rows of Login.
# - The bare account acknowledges a subscribe with unavailable (260), and answers a probe or the subscribe of a
#   subscriber with unavailable while the user is offline (231-287). Here a user who is offline sends no unavailable.
# - Presences of a removal come from the full JID of the client that removed (396-417).
# - While the owner of a roster is offline, the roster of a peer on the same server, who is online, decides who is
#   subscribed (core/rostermanager.lua:256-285), so that a pair that disagrees can approve itself.
# - A peer on the same server: one thread does both sides of a step at once, so nothing is in flight between them.
# - Modules that block.
# An available, unavailable or error that arrives changes no item: those groups are absent. There is no switch.

[Profile]
Name=prosody
Title=Prosody trunk of May 2025, and 0.12
Reference=Prosody f14f1b33 (0.12.4-1362), core/rostermanager.lua, plugins/mod_presence.lua, plugins/mod_roster.lua
Initial=Absent

[States]
Absent=none unlisted
# Somebody asked who has no item: the rule, unless the user made one.
Absent + Pending In=none pending unlisted
# RFC 6121 A.1, all with an item.
None=none
None + Pending Out=none ask
None + Pending In=none pending
None + Pending Out+In=none ask pending
To=to
To + Pending In=to pending
From=from
From + Pending Out=from ask
Both=both
# The item has approved, though no client can see it.
None + Approved=none approved
None + Pending Out + Approved=none ask approved
To + Approved=to approved
From + Approved=from approved
From + Pending Out + Approved=from ask approved
Both + Approved=both approved

[Outbound subscribe]
Reference=plugins/mod_presence.lua:171-229: push (always, if there is an item), then route
Absent=None + Pending Out; push, route
Absent + Pending In=None + Pending Out+In; push, route
None=None + Pending Out; push, route
None + Pending Out=same; push, route
None + Pending In=None + Pending Out+In; push, route
None + Pending Out+In=same; push, route
To=same; push, route
To + Pending In=same; push, route
From=From + Pending Out; push, route
From + Pending Out=same; push, route
Both=same; push, route
None + Approved=None + Pending Out + Approved; push, route
None + Pending Out + Approved=same; push, route
To + Approved=same; push, route
From + Approved=From + Pending Out + Approved; push, route
From + Pending Out + Approved=same; push, route
Both + Approved=same; push, route

[Outbound unsubscribe]
Reference=plugins/mod_presence.lua:171-229: push (always, if there is an item), then route
Absent=same; route
Absent + Pending In=same; route
None=same; push, route
None + Pending Out=None; push, route
None + Pending In=same; push, route
None + Pending Out+In=None + Pending In; push, route
To=None; push, route
To + Pending In=None + Pending In; push, route
From=same; push, route
From + Pending Out=From; push, route
Both=From; push, route
None + Approved=same; push, route
None + Pending Out + Approved=None + Approved; push, route
To + Approved=None + Approved; push, route
From + Approved=same; push, route
From + Pending Out + Approved=From + Approved; push, route
Both + Approved=From + Approved; push, route

[Outbound subscribed]
Reference=plugins/mod_presence.lua:171-229 (201-204: routed if subscribed), core/rostermanager.lua:354-363 (approved)
Absent=None + Approved; push
Absent + Pending In=From; push, route, send available
# The push shows the client the item as it was.
None=None + Approved; push
None + Pending Out=None + Pending Out + Approved; push
None + Pending In=From; push, route, send available
None + Pending Out+In=From + Pending Out; push, route, send available
# Who is subscribed sends a probe as well.
To=To + Approved; push, send probe
To + Pending In=Both; push, route, send available, send probe
# RFC 6121 table 4: MUST NOT route. Here the approval of a subscriber goes out again, and presence with it.
From=same; route, send available
From + Pending Out=same; route, send available
Both=same; route, send available, send probe
None + Approved=same; push
None + Pending Out + Approved=same; push
To + Approved=same; push, send probe
From + Approved=same; route, send available
From + Pending Out + Approved=same; route, send available
Both + Approved=same; route, send available, send probe

[Outbound unsubscribed]
Reference=plugins/mod_presence.lua:171-229: push, route, unavailable; core/rostermanager.lua:366-385
Absent=same
Absent + Pending In=Absent; route
None=same
None + Pending Out=same
None + Pending In=None; route
None + Pending Out+In=None + Pending Out; route
To=same
To + Pending In=To; route
# RFC 6121 3.2.2: unavailable goes before unsubscribed.
From=None; push, route, send unavailable
From + Pending Out=None + Pending Out; push, route, send unavailable
Both=To; push, route, send unavailable
# RFC 6121 3.2.2, rule 2: takes the pre-approval back. Here it stays, and with it nothing that was approved in advance
# can be revoked: the next subscribe has it again.
None + Approved=same
None + Pending Out + Approved=same
To + Approved=same
From + Approved=None + Approved; push, route, send unavailable
From + Pending Out + Approved=None + Pending Out + Approved; push, route, send unavailable
Both + Approved=To + Approved; push, route, send unavailable

[Inbound subscribe]
Reference=plugins/mod_presence.lua:231-287; the answers go through the code of the user's own presences (248, 256)
# The acknowledgement (260; RFC 6121 3.1.3: MAY), also where the request is not new and not delivered.
Absent=Absent + Pending In; send unavailable, deliver
Absent + Pending In=same; send unavailable
None=None + Pending In; send unavailable, deliver
None + Pending Out=None + Pending Out+In; send unavailable, deliver
None + Pending In=same; send unavailable
None + Pending Out+In=same; send unavailable
To=To + Pending In; send unavailable, deliver
To + Pending In=same; send unavailable
# The answer brings presence, as an approval by the user does, and the code of the answer sends it again.
From=same; send subscribed, send available, send available
From + Pending Out=same; send subscribed, send available, send available
Both=same; send subscribed, send available, send probe, send available
None + Approved=From + Approved; push, send subscribed, send available
None + Pending Out + Approved=From + Pending Out + Approved; push, send subscribed, send available
To + Approved=Both + Approved; push, send subscribed, send available, send probe
From + Approved=same; send subscribed, send available, send available
From + Pending Out + Approved=same; send subscribed, send available, send available
Both + Approved=same; send subscribed, send available, send probe, send available

[Inbound unsubscribe]
Reference=plugins/mod_presence.lua:267-271: deliver, push; no unavailable (RFC 6121 3.3.3: MUST), never an answer
Absent=same
# The push says that an item is gone which the client never had.
Absent + Pending In=Absent; deliver, push
None=same
None + Pending Out=same
None + Pending In=None; deliver, push
None + Pending Out+In=None + Pending Out; deliver, push
To=same
To + Pending In=To; deliver, push
# The former subscriber goes on seeing the user as he was.
From=None; deliver, push
From + Pending Out=None + Pending Out; deliver, push
Both=To; deliver, push
None + Approved=same
None + Pending Out + Approved=same
To + Approved=same
From + Approved=None + Approved; deliver, push
From + Pending Out + Approved=None + Pending Out + Approved; deliver, push
Both + Approved=To + Approved; deliver, push

[Inbound subscribed]
Reference=plugins/mod_presence.lua:231-287: deliver, push; core/rostermanager.lua:194-385
Absent=same
Absent + Pending In=same
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

[Inbound unsubscribed]
Reference=plugins/mod_presence.lua:231-287: deliver, push; core/rostermanager.lua:194-385
Absent=same
Absent + Pending In=same
None=same
None + Pending Out=None; deliver, push
None + Pending In=same
None + Pending Out+In=None + Pending In; deliver, push
To=None; deliver, push
To + Pending In=None + Pending In; deliver, push
From=same
From + Pending Out=From; deliver, push
Both=From; deliver, push
None + Approved=same
None + Pending Out + Approved=None + Approved; deliver, push
To + Approved=None + Approved; deliver, push
From + Approved=same
From + Pending Out + Approved=From + Approved; deliver, push
Both + Approved=From + Approved; deliver, push

[Remove]
Reference=plugins/mod_presence.lua:396-417 (presences), then plugins/mod_roster.lua:80-86 (push)
# item-not-found (RFC 6121 2.5.3), also for somebody who asked: the request stays.
Absent=same
Absent + Pending In=same
None=Absent; push
# Withdrawn, which RFC 6121 2.5.2 does not ask for; unavailable goes to those whom the user wants to see, not to those
# who see him.
None + Pending Out=Absent; send unavailable, send unsubscribe, push
# Denied, but the list of requests keeps it: the client is asked again at the next login, here and below.
None + Pending In=Absent + Pending In; send unsubscribed, push
None + Pending Out+In=Absent + Pending In; send unsubscribed, send unavailable, send unsubscribe, push
To=Absent; send unavailable, send unsubscribe, push
To + Pending In=Absent + Pending In; send unsubscribed, send unavailable, send unsubscribe, push
From=Absent; send unsubscribed, push
From + Pending Out=Absent; send unsubscribed, send unavailable, send unsubscribe, push
Both=Absent; send unsubscribed, send unavailable, send unsubscribe, push
None + Approved=Absent; push
None + Pending Out + Approved=Absent; send unavailable, send unsubscribe, push
To + Approved=Absent; send unavailable, send unsubscribe, push
From + Approved=Absent; send unsubscribed, push
From + Pending Out + Approved=Absent; send unsubscribed, send unavailable, send unsubscribe, push
Both + Approved=Absent; send unsubscribed, send unavailable, send unsubscribe, push

[Add]
Reference=plugins/mod_roster.lua:91-98: the item is made anew from subscription and ask, without approved
Absent=None; push
Absent + Pending In=None + Pending In; push
None=same; push
None + Pending Out=same; push
None + Pending In=same; push
None + Pending Out+In=same; push
To=same; push
To + Pending In=same; push
From=same; push
From + Pending Out=same; push
Both=same; push
# Renaming a contact takes the pre-approval back.
None + Approved=None; push
None + Pending Out + Approved=None + Pending Out; push
To + Approved=To; push
From + Approved=From; push
From + Pending Out + Approved=From + Pending Out; push
Both + Approved=Both; push

[Login]
Reference=plugins/mod_presence.lua:84-121: available, probes, then the user's requests once more, each with its push
None + Pending Out=same; push, send subscribe
None + Pending Out+In=same; push, send subscribe
To=same; send probe
To + Pending In=same; send probe
From=same; send available
From + Pending Out=same; send available, push, send subscribe
Both=same; send available, send probe
None + Pending Out + Approved=same; push, send subscribe
To + Approved=same; send probe
From + Approved=same; send available
From + Pending Out + Approved=same; send available, push, send subscribe
Both + Approved=same; send available, send probe

[Logout]
Reference=plugins/mod_presence.lua (handle_normal_presence, resource-unbind)
From=same; send unavailable
From + Pending Out=same; send unavailable
Both=same; send unavailable
From + Approved=same; send unavailable
From + Pending Out + Approved=same; send unavailable
Both + Approved=same; send unavailable

[Inbound probe]
Reference=plugins/mod_presence.lua:231-287 (244), core/rostermanager.lua:366-385
# RFC 6121 4.3.2: SHOULD answer unsubscribed to everybody else. It is meant to, but goes through the code of the user's
# own unsubscribed, which does nothing without a subscription, and with a request denies it.
Absent + Pending In=Absent; send unsubscribed
None + Pending In=None; send unsubscribed
None + Pending Out+In=None + Pending Out; send unsubscribed
To + Pending In=To; send unsubscribed
From=same; send available
From + Pending Out=same; send available
Both=same; send available
# The table has the probes of approved entries without the mark of the pre-approval, before and after. They go through
# outbound unsubscribed, which keeps it (366-385), so they are read with the mark.
From + Approved=same; send available
From + Pending Out + Approved=same; send available
Both + Approved=same; send available
