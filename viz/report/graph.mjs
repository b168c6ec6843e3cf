// The graph of the page: states and transitions as presub found them. Nothing of what a step does is
// worked out here: the data says it.
//
// The data has tables (names, entries, presences, properties, moves, links, rests, why) and columns
// with a number for each state: its entries (a, b), its links (ab, ba), what else there is of it
// (rest), what it violates (marks), how far it is (depth), and how many transitions out of it the
// page has (out). edges are these, state by state, as pairs of a move and the place of a state. cut
// has pairs of a place and the number of its transitions that the page has not. numbers are those
// of the states in the search, or null if the page has all states: then a place is a number.

export const ACTION = 0;
export const ARRIVAL = 1;
export const LOSS = 2;
export const REPEAT = 3;
export const BOUNCE = 4;

export function readGraph(data) {
  const n = data.a.length;
  const first = new Uint32Array(n + 1); // where the transitions of a state begin
  data.out.forEach((out, place) => (first[place + 1] = first[place] + out));
  const cut = new Map();
  for (let i = 0; i < data.cut.length; i += 2) cut.set(data.cut[i], data.cut[i + 1]);
  const moves = data.moves.map(([text, kind, side, what, sends, client]) => ({ text, kind, side, what, sends, client }));
  const faults = data.rests.some(([, , left]) => left.length > 0); // some can happen so many times
  return { data, n, first, cut, moves, faults, names: data.names, places: placesOf(data.numbers), parents: null };
}

function placesOf(numbers) {
  return numbers && new Map(numbers.map((number, place) => [number, place]));
}

/** The number of a state in the search. */
export function numberOf(graph, place) {
  return graph.data.numbers ? graph.data.numbers[place] : place;
}

/** The place of the state with a number, or undefined. */
export function placeOf(graph, number) {
  if (graph.places) return graph.places.get(number);
  return Number.isInteger(number) && number >= 0 && number < graph.n ? number : undefined;
}

/** All that is known of a state, in words. */
export function describe(graph, place) {
  const data = graph.data;
  const names = (link) => data.links[link].map((presence) => data.presences[presence]);
  const links = [names(data.ab[place]), names(data.ba[place])];
  const [a, b, left] = data.rests[data.rest[place]];
  return {
    number: numberOf(graph, place),
    depth: data.depth[place],
    entries: [data.entries[0][data.a[place]], data.entries[1][data.b[place]]],
    links, // what is on the way from each side, the next to arrive first
    words: [a, b],
    left,
    settled: links[0].length + links[1].length === 0,
    marks: data.why[data.marks[place]].map(([property, why]) => ({ name: data.properties[property][0], word: data.properties[property][1], why })),
  };
}

/** The transitions out of a state: the move, and the place to which it leads. */
export function outgoing(graph, place) {
  const list = [];
  for (let edge = graph.first[place]; edge < graph.first[place + 1]; edge++) {
    list.push({ move: graph.moves[graph.data.edges[2 * edge]], to: graph.data.edges[2 * edge + 1] });
  }
  return list;
}

/** How many transitions out of a state lead out of the page. */
export function outside(graph, place) {
  return graph.cut.get(place) ?? 0;
}

// For each state a state before it on a shortest way, and which of the transitions of that one it is.
function findParents(graph) {
  const from = new Int32Array(graph.n).fill(-1);
  const choice = new Int32Array(graph.n);
  const queue = [0];
  from[0] = 0;
  for (const place of queue) {
    for (let edge = graph.first[place]; edge < graph.first[place + 1]; edge++) {
      const to = graph.data.edges[2 * edge + 1];
      if (from[to] >= 0) continue;
      from[to] = place;
      choice[to] = edge - graph.first[place];
      queue.push(to);
    }
  }
  return { from, choice };
}

/** A shortest way from the start within the page: which transition to take in each state. */
export function shortestWay(graph, place) {
  graph.parents ??= findParents(graph);
  const way = [];
  for (let at = place; at !== 0; at = graph.parents.from[at]) way.push(graph.parents.choice[at]);
  return way.reverse();
}
