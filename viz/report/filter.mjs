// Filters: which states are wanted, and what is true of these.
import { numberOf } from "./graph.mjs";

/** A filter that lets all states through. a and b are entries, property and event numbers, or null. */
export function noFilter() {
  return { a: null, b: null, property: null, event: null, settled: false, words: "" };
}

export function isFiltering(filter) {
  return filter.a !== null || filter.b !== null || filter.property !== null || filter.event !== null || filter.settled || filter.words.trim() !== "";
}

/** The events of the page: each text that some transition has, by kind, side and what happens. */
export function eventsOf(graph) {
  const events = new Map();
  for (const move of graph.moves) if (!events.has(move.text)) events.set(move.text, move);
  return [...events.values()].sort((x, y) => x.kind - y.kind || x.side - y.side || x.what - y.what);
}

// The tables' texts as a search looks at them.
function searchable(graph) {
  const { data } = graph;
  const lower = (words) => words.join(" ").toLowerCase();
  return {
    entries: data.entries.map((names) => names.map((name) => name.toLowerCase())),
    links: data.links.map((link) => lower(link.map((presence) => data.presences[presence]))),
    rests: data.rests.map((rest) => lower(rest.flat())),
    why: data.why.map((marks) => lower(marks.flatMap(([property, why]) => [data.properties[property][0], why]))),
  };
}

// A test of whether every word of a search occurs in a state, or is its number.
function wordsTest(graph, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  graph.searchable ??= searchable(graph);
  const { entries, links, rests, why } = graph.searchable;
  const { data } = graph;
  return (place) => {
    const texts = [entries[0][data.a[place]], entries[1][data.b[place]], links[data.ab[place]], links[data.ba[place]], rests[data.rest[place]], why[data.marks[place]]];
    return words.every((word) => word === String(numberOf(graph, place)) || texts.some((part) => part.includes(word)));
  };
}

// How many transitions out of a state have this text.
function countEvent(graph, place, text) {
  let n = 0;
  for (let edge = graph.first[place]; edge < graph.first[place + 1]; edge++) {
    if (graph.moves[graph.data.edges[2 * edge]].text === text) n++;
  }
  return n;
}

function stateTest(graph, filter) {
  const { data } = graph;
  const empty = data.links.findIndex((link) => link.length === 0);
  const marked = data.why.map((marks) => marks.some(([property]) => property === filter.property));
  return (place) =>
    (filter.a === null || data.a[place] === filter.a) &&
    (filter.b === null || data.b[place] === filter.b) &&
    (filter.property === null || marked[data.marks[place]]) &&
    (!filter.settled || (data.ab[place] === empty && data.ba[place] === empty));
}

/** What a filter lets through: the places of its states, the number of transitions out of them (only
 * those of its event, if it has one), the states that violate each property or are witnesses of it, and
 * how many have each pair of entries, by "a-b". */
export function applyFilter(graph, events, filter) {
  const { data } = graph;
  const wanted = stateTest(graph, filter);
  const hasWords = wordsTest(graph, filter.words);
  const found = { places: [], transitions: 0, properties: data.properties.map(() => []), pairs: new Map() };
  for (let place = 0; place < graph.n; place++) {
    if (!wanted(place) || !hasWords(place)) continue;
    const transitions = filter.event === null ? data.out[place] : countEvent(graph, place, events[filter.event].text);
    if (filter.event !== null && transitions === 0) continue;
    const pair = `${data.a[place]}-${data.b[place]}`;
    found.places.push(place);
    found.transitions += transitions;
    found.pairs.set(pair, (found.pairs.get(pair) ?? 0) + 1);
    for (const [property] of data.why[data.marks[place]]) found.properties[property].push(place);
  }
  return found;
}
