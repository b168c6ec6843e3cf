// The page: reads the data, and joins the matrix, the filters, the list of states, the properties
// and the stepper.
import { readGraph } from "./graph.mjs";
import { fromFragment } from "./run.mjs";
import { applyFilter, eventsOf, isFiltering, noFilter } from "./filter.mjs";
import { byId, count, element } from "./dom.mjs";
import { matrixControl } from "./matrix.mjs";
import { stateLink, statesList } from "./states.mjs";
import { stepper } from "./stepper.mjs";

function fillSelect(select, label, options) {
  byId(`${select.id}-label`).textContent = label;
  select.replaceChildren(element("option", { value: "" }, "any"), ...options.map(([value, text]) => element("option", { value }, text)));
}

// Only entries that some state of the page has.
function entryOptions(graph, side) {
  const used = new Set(side === 0 ? graph.data.a : graph.data.b);
  return graph.data.entries[side].map((name, i) => [i, name]).filter(([i]) => used.has(i));
}

function fillSelects(graph, events) {
  const used = new Set(graph.data.why.flat().map(([property]) => property));
  const properties = graph.data.properties.map(([name, word], i) => [i, `${name} ${word}`]).filter(([i]) => used.has(i));
  fillSelect(byId("filter-a"), `${graph.names[0]}’s entry`, entryOptions(graph, 0));
  fillSelect(byId("filter-b"), `${graph.names[1]}’s entry`, entryOptions(graph, 1));
  fillSelect(byId("filter-property"), "Property", properties);
  fillSelect(byId("filter-event"), "What can happen", events.map(({ text }, i) => [i, text]));
}

const SELECTS = ["a", "b", "property", "event"];

function readFilter() {
  const filter = { settled: byId("filter-settled").checked, words: byId("filter-words").value };
  for (const name of SELECTS) {
    const { value } = byId(`filter-${name}`);
    filter[name] = value === "" ? null : Number(value);
  }
  return filter;
}

function writeFilter(filter) {
  for (const name of SELECTS) byId(`filter-${name}`).value = filter[name] ?? "";
  byId("filter-settled").checked = filter.settled;
  byId("filter-words").value = filter.words;
}

function resultText(graph, filter, found) {
  const all = count(graph.n, "state") + (graph.data.numbers ? ` of this page’s (the world has ${graph.data.total.toLocaleString("en-US")})` : "");
  const ways = count(found.transitions, "transition");
  const how = filter.event === null ? `${ways} out of them` : `${ways} like that`;
  return isFiltering(filter) ? `${found.places.length.toLocaleString("en-US")} of ${all}; ${how}` : `All ${all}; ${how}`;
}

// Leaves the properties that some state of the filter violates or is a witness of.
function showProperties(graph, filter, found) {
  const filtering = isFiltering(filter);
  let hidden = 0;
  for (const article of document.querySelectorAll("[data-property]")) {
    const i = Number(article.dataset.property);
    const places = found.properties[i];
    const note = article.querySelector(".filtered");
    article.hidden = filtering && places.length === 0;
    hidden += article.hidden ? 1 : 0;
    note.hidden = !filtering;
    note.replaceChildren(`In the filter: ${count(places.length, "state")}, first `, ...places.slice(0, 1).map((place) => stateLink(graph, place)));
  }
  byId("properties-note").hidden = hidden === 0;
  byId("properties-note").textContent = `The filter leaves out ${hidden === 1 ? "1 property" : `${hidden} properties`} of which it has no state.`;
}

function filters(graph) {
  const events = eventsOf(graph);
  const list = statesList(graph);
  let filter = noFilter();
  fillSelects(graph, events);
  const pick = ({ a, b }) => {
    const again = filter.a === a && filter.b === b;
    writeFilter({ ...filter, a: again ? null : a, b: again ? null : b });
    show();
  };
  const showMatrix = matrixControl(document.querySelector("#matrix .presub-matrix"), pick);
  const show = () => {
    filter = readFilter();
    const found = applyFilter(graph, events, filter);
    const text = resultText(graph, filter, found);
    byId("filter-result").textContent = text;
    byId("states-count").textContent = text;
    byId("filter-clear").disabled = !isFiltering(filter);
    showMatrix(filter, found.pairs);
    showProperties(graph, filter, found);
    list(found.places);
  };
  byId("filters").addEventListener("input", show);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filter-clear").addEventListener("click", () => {
    writeFilter(noFilter());
    show();
    byId("filter-words").focus();
  });
  show();
}

function main() {
  const graph = readGraph(JSON.parse(byId("data").textContent));
  document.documentElement.classList.add("js");
  filters(graph);
  const open = stepper(graph);
  const follow = () => {
    const run = fromFragment(graph, location.hash);
    if (!run) return;
    open(run);
    byId("stepper").scrollIntoView();
    byId("state-title").focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  follow();
}

main();
