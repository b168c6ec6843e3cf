----------------------------------------------------------------------------
\* What happens. This part is the same in every module that presub exports.

VARIABLES entry,  \* what the server of each side holds about the other user
          link,   \* the presences that each side has sent and that are on their way, the next first
          online, \* whether each user is
          sees,   \* whether each user's client shows the other user as available
          left    \* how often each fault may still happen; -1: any number of times

vars == <<entry, link, online, sees, left>>

Sides == {"a", "b"}
Other(s) == IF s = "a" THEN "b" ELSE "a"

Actions(s) == IF s = "a" THEN ActionsOfA ELSE ActionsOfB
Arrivals(s) == IF s = "a" THEN ArrivalsOfA ELSE ArrivalsOfB
Has(s) == IF s = "a" THEN HasOfA[entry["a"]] ELSE HasOfB[entry["b"]]

\* Links. Where presences may overtake each other, those of a kind stand together: it is a bag.

Only(q, p) == SelectSeq(q, LAMBDA x : x = p)
Count(q, p) == Len(Only(q, p))
Bag(q) == Only(q, "subscribe") \o Only(q, "unsubscribe")
       \o Only(q, "subscribed") \o Only(q, "unsubscribed")
       \o Only(q, "available") \o Only(q, "unavailable")
       \o Only(q, "probe") \o Only(q, "error")
Canonical(q) == IF AnyOrder THEN Bag(q) ELSE q

Put(q, ps) == Canonical(q \o ps)
PutInFront(q, p) == Canonical(<<p>> \o q)
Ready(q) == IF q = <<>> THEN {} ELSE IF AnyOrder THEN {q[i] : i \in DOMAIN q} ELSE {Head(q)}
First(q, p) == CHOOSE i \in DOMAIN q : q[i] = p /\ \A j \in DOMAIN q : q[j] = p => i <= j
Take(q, p) == SubSeq(q, 1, First(q, p) - 1) \o SubSeq(q, First(q, p) + 1, Len(q))

InFlight == Len(link["a"]) + Len(link["b"])

\* A row fires at side s. Available is sent only by who is online afterwards, unavailable only by
\* who was online before; who is no longer subscribed sees nobody.

OnlineAfter(s, row) == CASE row.what = "login" -> TRUE
                         [] row.what = "logout" -> FALSE
                         [] OTHER -> online[s]
Sends(s, row) == SelectSeq(row.sends, LAMBDA p : /\ p = "available" => OnlineAfter(s, row)
                                                 /\ p = "unavailable" => online[s])
EndsTo(s, row) ==
  LET has == IF s = "a" THEN HasOfA ELSE HasOfB
  IN "to" \in has[row.from] /\ "to" \notin has[row.to]

\* A user acts: not where that changes and sends nothing, nor where too much would be in flight.

Act(s, row) ==
  /\ row.from = entry[s]
  /\ Sequential => InFlight = 0
  /\ Availability => online[s] = (row.what # "login")
  /\ ~(row.what \notin {"login", "logout"} /\ row.to = row.from /\ Sends(s, row) = <<>>)
  /\ InFlight + Len(Sends(s, row)) <= K
  /\ entry' = [entry EXCEPT ![s] = row.to]
  /\ link' = [link EXCEPT ![s] = Put(@, Sends(s, row))]
  /\ online' = [online EXCEPT ![s] = OnlineAfter(s, row)]
  /\ sees' = [sees EXCEPT ![s] = @ /\ row.what # "logout" /\ ~EndsTo(s, row)]
  /\ UNCHANGED left

\* Presence p arrives at side s.

Arrive(s, p, row) ==
  /\ row.from = entry[s] /\ row.what = p
  /\ entry' = [entry EXCEPT ![s] = row.to]
  /\ link' = [link EXCEPT ![Other(s)] = Take(@, p), ![s] = Put(@, Sends(s, row))]
  /\ sees' = [sees EXCEPT ![s] = /\ IF p = "available" THEN online[s] ELSE @
                                 /\ p # "unavailable"
                                 /\ ~EndsTo(s, row)]
  /\ UNCHANGED <<online, left>>

\* Faults of presence p on its way to side s.

May(fault) == left[fault] # 0
Spend(fault) == left' = IF left[fault] > 0 THEN [left EXCEPT ![fault] = @ - 1] ELSE left

Lose(s, p) ==
  /\ May("loss") /\ Spend("loss")
  /\ link' = [link EXCEPT ![Other(s)] = Take(@, p)]
  /\ UNCHANGED <<entry, online, sees>>

Repeat(s, p) ==
  /\ May("repeat") /\ Spend("repeat")
  /\ InFlight + 1 <= K
  /\ link' = [link EXCEPT ![Other(s)] = PutInFront(@, p)]
  /\ UNCHANGED <<entry, online, sees>>

Bounce(s, p) ==
  /\ May("bounce") /\ Spend("bounce")
  /\ p # "error"
  /\ link' = [link EXCEPT ![Other(s)] = Take(@, p), ![s] = Put(@, <<"error">>)]
  /\ UNCHANGED <<entry, online, sees>>

Init ==
  /\ entry = [s \in Sides |-> IF s = "a" THEN InitialOfA ELSE InitialOfB]
  /\ link = [s \in Sides |-> <<>>]
  /\ online = [s \in Sides |-> Availability]
  /\ sees = [s \in Sides |-> FALSE]
  /\ left = Budgets

Step ==
  \/ \E s \in Sides : \E row \in Actions(s) : Act(s, row)
  \/ \E s \in Sides : \E p \in Ready(link[Other(s)]) :
       \/ \E row \in Arrivals(s) : Arrive(s, p, row)
       \/ Lose(s, p)
       \/ Repeat(s, p)
       \/ Bounce(s, p)

Spec == Init /\ [][Step]_vars
