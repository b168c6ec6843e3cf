// Runs: the way that was taken from the start, and a place on it.
import { numberOf, outgoing, placeOf, shortestWay } from "./graph.mjs";

/** The run without steps. places are the states it goes through, choices the transitions taken. */
export function newRun() {
  return { places: [0], choices: [], moves: [], at: 0 };
}

export function here(run) {
  return run.places[run.at];
}

/** The run up to here and one step more, or null if there is no such transition. */
export function take(graph, run, choice) {
  const transition = outgoing(graph, here(run))[choice];
  if (!transition) return null;
  return {
    places: [...run.places.slice(0, run.at + 1), transition.to],
    choices: [...run.choices.slice(0, run.at), choice],
    moves: [...run.moves.slice(0, run.at), transition.move],
    at: run.at + 1,
  };
}

/** The same run at another place, as far as there is one: what lies ahead is kept. */
export function moveTo(run, at) {
  return { ...run, at: Math.max(0, Math.min(at, run.choices.length)) };
}

/** The run of these choices from the start; null if one of them is none. */
export function runOf(graph, choices) {
  return choices.reduce((run, choice) => run && take(graph, run, choice), newRun());
}

/** A shortest run to a state. */
export function shortestRun(graph, place) {
  return runOf(graph, shortestWay(graph, place));
}

/** The fragment of an address that opens the run where it is: "#state=231&run=0.3.1". */
export function toFragment(graph, run) {
  return `#state=${numberOf(graph, here(run))}&run=${run.choices.slice(0, run.at).join(".")}`;
}

/** The run that a fragment opens: its own run if that leads to the state, otherwise a shortest one. null
 * if it names no state of the page. */
export function fromFragment(graph, fragment) {
  const words = new URLSearchParams(fragment.replace(/^#/, ""));
  if (!/^\d+$/.test(words.get("state") ?? "")) return null;
  const place = placeOf(graph, Number(words.get("state")));
  if (place === undefined) return null;
  const choices = (words.get("run") ?? "").split(".").filter((choice) => choice !== "");
  const run = choices.every((choice) => /^\d+$/.test(choice)) ? runOf(graph, choices.map(Number)) : null;
  return run && here(run) === place ? run : shortestRun(graph, place);
}

/** The run as a trace that presub replay runs, with the entries after each step. */
export function traceText(graph, run) {
  const { data } = graph;
  const steps = run.moves.slice(0, run.at).map((move) => move.text);
  const entries = run.places.slice(1, run.at + 1).map((place) => [data.entries[0][data.a[place]], data.entries[1][data.b[place]]]);
  const width = Math.max(0, ...steps.map((step) => step.length));
  const first = Math.max(graph.names[0].length, ...entries.map(([a]) => a.length));
  const line = (step, a, b) => `${step.padEnd(width)}  # ${a.padEnd(first)}  ${b}\n`;
  return [data.header, line("", ...graph.names), ...steps.map((step, i) => line(step, ...entries[i]))].join("");
}
