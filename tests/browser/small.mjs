// A small graph by hand, as presub writes them:
//
//     0 --a asks--> 1 --b gets it--> 2 --b answers--> 3 --a gets it--> 4 --a forgets--> 0
//                   1 --it is lost--> 0        and 0 --a forgets--> 2, of which one step is left out
export const small = {
  names: ["a", "b"],
  entries: [["None", "Asked", "To"], ["None", "Pending In", "From"]],
  presences: ["subscribe", "unsubscribe", "subscribed"],
  header: "profile mini\n",
  total: 5,
  properties: [["calm", "violated", "violated"], ["met", "reached", "holds"]],
  moves: [
    ["a subscribe", 0, 0, 0, [[0, 0]], "push"],
    ["b receives subscribe", 1, 1, 0, [], "deliver"],
    ["lose subscribe to b", 2, 1, 0, [], ""],
    ["b subscribed", 0, 1, 2, [[2, 0]], "push"],
    ["a receives subscribed", 1, 0, 2, [], "deliver, push"],
    ["a remove", 0, 0, 4, [], "push"],
  ],
  links: [[], [0], [2]],
  rests: [[["online"], ["online"], ["loss 1"]], [["offline"], ["online"], ["loss 0"]]],
  why: [[], [[0, "a has to"]], [[1, "b has from"], [0, "a waits"]]],
  a: [0, 1, 1, 1, 2],
  b: [0, 0, 1, 2, 2],
  ab: [0, 1, 0, 0, 0],
  ba: [0, 0, 0, 2, 0],
  rest: [0, 0, 0, 0, 1],
  marks: [0, 0, 0, 2, 1],
  depth: [0, 1, 1, 2, 3],
  out: [2, 2, 1, 1, 1],
  edges: [0, 1, 5, 2, 1, 2, 2, 0, 3, 3, 4, 4, 5, 0],
  cut: [2, 1],
  numbers: null,
};

/** The same as the part of a large world: the states have other numbers. */
export const part = { ...small, total: 40000, numbers: [0, 7, 9, 30, 31] };
