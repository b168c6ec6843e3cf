// The stepper: the state of the run, what can happen next, the run as a chart and as a trace.
import { ACTION, ARRIVAL, describe, outgoing, outside } from "./graph.mjs";
import { here, moveTo, newRun, shortestRun, take, toFragment, traceText } from "./run.mjs";
import { byId, count, element } from "./dom.mjs";
import { linkText, marksText } from "./states.mjs";
import { drawChart } from "./chart.mjs";

function sentence(graph, state) {
  const entries = [0, 1].map((side) => `${graph.names[side]}: ${[state.entries[side], ...state.words[side]].join(", ")}`);
  const flight = [0, 1].filter((side) => state.links[side].length > 0).map((side) => `to ${graph.names[1 - side]}: ${linkText(state.links[side])}`);
  const marks = state.marks.map(({ name, word, why }) => `${name} is ${word}: ${why}`);
  return [`State ${state.number}`, ...entries, state.settled ? "nothing in flight" : flight.join("; "), ...marks].join(". ");
}

// One link as a row of presences, in the order in which they stand between the two sides.
function lane(graph, link, side) {
  const chips = link.map((presence) => element("li", {}, presence));
  if (side === 0) chips.reverse(); // the next to arrive stands next to where it arrives
  const label = `On the way to ${graph.names[1 - side]}${link.length > 1 ? `, ${link[0]} first` : ""}`;
  const name = side === 0 ? `to ${graph.names[1]} →` : `← to ${graph.names[0]}`;
  return element("div", { class: `lane lane-${side}` }, element("span", { "aria-hidden": "true" }, name), element("ul", { "aria-label": label }, link.length > 0 ? chips : element("li", { class: "nothing" }, "nothing")));
}

function sideBox(graph, state, which) {
  return element("div", { class: "side" }, element("h4", {}, graph.names[which]), element("p", { class: "entry" }, state.entries[which]), ...state.words[which].map((word) => element("p", {}, word)));
}

function marksList(marks) {
  const items = marks.map(({ name, word, why }) => element("li", { class: word }, element("strong", {}, `${word === "violated" ? "✗" : "✓"} ${name}`), `: ${why}`));
  return items.length > 0 ? [element("ul", { class: "marks" }, items)] : [];
}

// The state as a picture of words: a side, the links, the other side.
function card(graph, state) {
  return [
    element("div", { class: "card" }, sideBox(graph, state, 0), element("div", { class: "lanes" }, lane(graph, state.links[0], 0), lane(graph, state.links[1], 1)), sideBox(graph, state, 1)),
    ...(state.left.length > 0 ? [element("p", { class: "left" }, `Faults left: ${state.left.join(", ")}`)] : []),
    ...marksList(state.marks),
  ];
}

// What becomes of a side: its entry, and what else there is of it, where these change.
function changeOf(name, before, after, i) {
  const entry = before.entries[i] !== after.entries[i] ? [after.entries[i]] : [];
  const words = before.words[i].join() !== after.words[i].join() ? after.words[i] : [];
  return entry.length + words.length > 0 ? [`${name}: ${[...entry, ...words].join(", ")}`] : [];
}

// What becomes of the state, for the second line of a button.
function change(graph, before, to) {
  const after = describe(graph, to);
  const changes = graph.names.flatMap((name, i) => changeOf(name, before, after, i));
  return [changes.length > 0 ? changes.join("; ") : "no entry changes", marksText(after.marks)].filter(Boolean).join("  ");
}

const GROUPS = [
  { title: (names) => `${names[0]} acts`, has: (move) => move.kind === ACTION && move.side === 0 },
  { title: () => "Presences arrive", has: (move) => move.kind === ARRIVAL },
  { title: (names) => `${names[1]} acts`, has: (move) => move.kind === ACTION && move.side === 1 },
  { title: () => "Faults", has: (move) => move.kind > ARRIVAL },
];

function groupsOf(graph, place, state, onTake) {
  const transitions = outgoing(graph, place).map((transition, choice) => ({ ...transition, choice }));
  const button = ({ move, to, choice }) =>
    element("li", {}, element("button", { type: "button", "data-choice": choice, onclick: () => onTake(choice) }, element("span", { class: "step" }, move.text), " ", element("small", {}, change(graph, state, to))));
  return GROUPS.map(({ title, has }) => ({ title: title(graph.names), list: transitions.filter(({ move }) => has(move)) }))
    .filter(({ list }) => list.length > 0)
    .map(({ title, list }) => element("div", { class: "group" }, element("h4", {}, title), element("ul", {}, list.map(button))));
}

function next(graph, place, state, onTake) {
  const cut = outside(graph, place);
  const groups = groupsOf(graph, place, state, onTake);
  const notes = [];
  if (groups.length === 0 && cut === 0) notes.push("Nothing can happen here.");
  if (cut > 0) notes.push(`${count(cut, "more transition")} out of this state ${cut === 1 ? "leads" : "lead"} to states that this page has not.`);
  return [...groups, ...notes.map((note) => element("p", { class: "note" }, note))];
}

function save(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  element("a", { href: url, download: "run.trace" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// Where the run is, in words.
function position(run, state) {
  const ahead = run.choices.length - run.at;
  const longer = state.depth === 0 ? "and back there" : `the shortest way here has ${count(state.depth, "step")}`;
  const least = run.at === state.depth ? "no way here is shorter" : longer;
  if (run.choices.length === 0) return "The start: nobody has done anything yet.";
  return `${count(run.at, "step")} from the start, ${least}${ahead > 0 ? `; ${count(ahead, "step")} ahead` : ""}.`;
}

/** Makes the stepper of a graph; returns a function that opens a run. */
export function stepper(graph) {
  let run = newRun();
  let timer = 0;
  const address = () => history.replaceState(null, "", toFragment(graph, run));

  const show = () => {
    const state = describe(graph, here(run));
    byId("state-title").textContent = `State ${state.number}${state.settled ? ", settled" : ""}${state.depth === 0 ? ", the start" : ""}`;
    byId("state-said").textContent = sentence(graph, state);
    byId("state-position").textContent = position(run, state);
    byId("state-card").replaceChildren(...card(graph, state));
    byId("state-next").replaceChildren(...next(graph, here(run), state, (choice) => go(take(graph, run, choice))));
    byId("run-chart").replaceChildren(drawChart(graph, run));
    byId("run-chart").scrollTop = byId("run-chart").scrollHeight;
    byId("run-trace").textContent = traceText(graph, run);
    byId("run-start").disabled = byId("run-back").disabled = run.at === 0;
    byId("run-forward").disabled = run.at === run.choices.length;
    byId("run-shortest").disabled = run.at <= state.depth;
  };

  const open = (to) => {
    run = to;
    show();
  };

  // The keyboard's place: the button that was pressed is gone, or may be off by now.
  const go = (to) => {
    if (!to) return;
    open(to);
    if (!document.activeElement || document.activeElement === document.body || document.activeElement.disabled) byId("state-title").focus({ preventScroll: true });
    clearTimeout(timer);
    timer = setTimeout(address, 100); // browsers refuse addresses that change too often
  };

  const actions = {
    "run-start": () => go(moveTo(run, 0)),
    "run-back": () => go(moveTo(run, run.at - 1)),
    "run-forward": () => go(moveTo(run, run.at + 1)),
    "run-shortest": () => go(shortestRun(graph, here(run))),
    "run-save": () => save(traceText(graph, run)),
  };
  for (const [id, action] of Object.entries(actions)) byId(id).addEventListener("click", action);
  byId("stepper").addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(".scroll")) return;
    if (event.key === "ArrowLeft") actions["run-back"]();
    else if (event.key === "ArrowRight") actions["run-forward"]();
    else return;
    event.preventDefault();
  });
  show();
  return open;
}
