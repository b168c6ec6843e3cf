// The list of the states that a filter lets through.
import { describe, numberOf, outgoing } from "./graph.mjs";
import { byId, count, element } from "./dom.mjs";

const PAGE = 50;

/** "subscribe, unsubscribe", the next to arrive first; "" if nothing is on the way. */
export function linkText(link) {
  return link.join(", ");
}

/** "no-leak ✗", and for witnesses "crossed ✓". */
export function marksText(marks) {
  return marks.map(({ name, word }) => `${word === "violated" ? "✗" : "✓"} ${name}`).join(", ");
}

/** A link that opens a state in the stepper. */
export function stateLink(graph, place) {
  const number = numberOf(graph, place);
  return element("a", { href: `#state=${number}`, "aria-label": `state ${number}` }, String(number));
}

function row(graph, place) {
  const state = describe(graph, place);
  const words = [0, 1].map((side) => [state.entries[side], ...state.words[side]].join(", "));
  const left = graph.faults ? [element("td", {}, state.left.join(", "))] : [];
  return element(
    "tr",
    { class: state.marks.length > 0 ? "marked" : null },
    element("th", { scope: "row" }, stateLink(graph, place)),
    element("td", { class: "number" }, String(state.depth)),
    element("td", {}, words[0]),
    element("td", {}, words[1]),
    element("td", {}, linkText(state.links[0])),
    element("td", {}, linkText(state.links[1])),
    ...left,
    element("td", { class: "marks-cell" }, marksText(state.marks)),
    element("td", { class: "number" }, String(outgoing(graph, place).length)),
  );
}

/** Makes the list; returns what shows the places of a filter. */
export function statesList(graph) {
  const rows = byId("states-rows");
  const more = byId("states-more");
  const [a, b] = graph.names;
  const heads = ["State", "Steps", a, b, `${a} → ${b}`, `${b} → ${a}`, ...(graph.faults ? ["Faults left"] : []), "Properties", "Ways on"];
  byId("states-head").replaceChildren(...heads.map((head) => element("th", { scope: "col" }, head)));
  let places = [];
  const showMore = () => {
    const shown = rows.children.length;
    rows.append(...places.slice(shown, shown + PAGE).map((place) => row(graph, place)));
    const left = places.length - rows.children.length;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(PAGE, left)} more of ${count(left, "state")}`;
  };
  more.addEventListener("click", showMore);
  return (found) => {
    places = found;
    rows.replaceChildren();
    showMore();
  };
}
