// The units of the report's script, without a browser.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { describe, numberOf, outgoing, outside, placeOf, readGraph, shortestWay } from "../../viz/report/graph.mjs";
import { fromFragment, here, moveTo, newRun, runOf, shortestRun, take, toFragment, traceText } from "../../viz/report/run.mjs";
import { applyFilter, eventsOf, isFiltering, noFilter } from "../../viz/report/filter.mjs";
import { follow, layOut } from "../../viz/report/lanes.mjs";
import { part, small } from "./small.mjs";

const graph = readGraph(small);

test("a state is described in the words of the tables", () => {
  assert.deepEqual(describe(graph, 3), {
    number: 3,
    depth: 2,
    entries: ["Asked", "From"],
    links: [[], ["subscribed"]],
    words: [["online"], ["online"]],
    left: ["loss 1"],
    settled: false,
    marks: [{ name: "met", word: "reached", why: "b has from" }, { name: "calm", word: "violated", why: "a waits" }],
  });
  assert.equal(describe(graph, 0).settled, true);
});

test("transitions are those of the data, and what is left out is known", () => {
  assert.deepEqual(outgoing(graph, 0).map(({ move, to }) => [move.text, to]), [["a subscribe", 1], ["a remove", 2]]);
  assert.deepEqual(outgoing(graph, 4).map(({ to }) => to), [0]);
  assert.deepEqual([outside(graph, 0), outside(graph, 2)], [0, 1]);
});

test("a shortest way is shortest", () => {
  assert.deepEqual(shortestWay(graph, 0), []);
  assert.deepEqual(shortestWay(graph, 2), [1]);
  assert.deepEqual(shortestWay(graph, 4), [1, 0, 0]);
});

test("states of a part have the numbers of the whole", () => {
  const some = readGraph(part);
  assert.equal(numberOf(some, 3), 30);
  assert.equal(placeOf(some, 30), 3);
  assert.equal(placeOf(some, 3), undefined);
  assert.equal(placeOf(graph, 5), undefined);
  assert.equal(placeOf(graph, -1), undefined);
});

test("a run goes on, back, and on as before, or another way", () => {
  const run = runOf(graph, [0, 0, 0]);
  assert.deepEqual(run.places, [0, 1, 2, 3]);
  const back = moveTo(run, 1);
  assert.equal(here(back), 1);
  assert.equal(here(moveTo(back, 3)), 3);
  assert.deepEqual(take(graph, back, 1).places, [0, 1, 0]);
  assert.equal(moveTo(run, 9).at, 3);
  assert.equal(moveTo(run, -1).at, 0);
  assert.equal(take(graph, run, 1), null);
  assert.equal(runOf(graph, [0, 5]), null);
});

test("a fragment opens the run that it was made of", () => {
  const run = runOf(graph, [0, 0, 0, 0]);
  assert.equal(toFragment(graph, run), "#state=4&run=0.0.0.0");
  assert.deepEqual(fromFragment(graph, toFragment(graph, run)).choices, [0, 0, 0, 0]);
  assert.equal(toFragment(graph, moveTo(run, 2)), "#state=2&run=0.0");
  assert.equal(toFragment(graph, newRun()), "#state=0&run=");
  assert.deepEqual(fromFragment(graph, "#state=0&run=").choices, []);
});

test("a fragment whose run leads elsewhere opens its state by a shortest way", () => {
  const shortest = shortestRun(graph, 4).choices;
  for (const run of ["", "&run=0.0", "&run=9", "&run=x", "&run=0.-1", "&run=0..0"]) {
    assert.deepEqual(fromFragment(graph, `#state=4${run}`).choices, shortest, run);
  }
});

test("a fragment that names no state opens nothing", () => {
  for (const fragment of ["", "#", "#matrix", "#state=", "#state=5", "#state=-1", "#state=1e0", "#state=<b>", "#run=0"]) {
    assert.equal(fromFragment(graph, fragment), null, fragment);
  }
});

test("no fragment, however odd, opens what is not a run", () => {
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const pieces = ["#", "state=", "run=", "&", ".", "0", "1", "2", "4", "99999999999999999999", "-", "%", "%00", "é", "=", "e", " ", "null"];
  for (let i = 0; i < 5000; i++) {
    const fragment = Array.from({ length: random(9) }, () => pieces[random(pieces.length)]).join("");
    const run = fromFragment(graph, fragment);
    if (run) assert.deepEqual(runOf(graph, run.choices).places, run.places, fragment);
  }
});

test("a trace has the header, each step, and the entries after it", () => {
  assert.equal(
    traceText(graph, moveTo(runOf(graph, [0, 0, 0]), 2)),
    "profile mini\n" +
      "                      # a      b\n" +
      "a subscribe           # Asked  None\n" +
      "b receives subscribe  # Asked  Pending In\n",
  );
  assert.equal(traceText(graph, newRun()), "profile mini\n  # a  b\n");
});

const filtered = (filter) => applyFilter(graph, eventsOf(graph), { ...noFilter(), ...filter });

test("without a filter all states and transitions are there", () => {
  const found = filtered({});
  assert.deepEqual(found.places, [0, 1, 2, 3, 4]);
  assert.equal(found.transitions, 7);
  assert.deepEqual(found.properties, [[3, 4], [3]]);
  assert.equal(isFiltering(noFilter()), false);
});

test("filters leave what they name", () => {
  assert.deepEqual(filtered({ a: 1 }).places, [1, 2, 3]);
  assert.deepEqual(filtered({ a: 1, b: 2 }).places, [3]);
  assert.deepEqual([...filtered({ a: 1 }).pairs], [["1-0", 1], ["1-1", 1], ["1-2", 1]]);
  assert.deepEqual(filtered({ property: 0 }).places, [3, 4]);
  assert.deepEqual(filtered({ property: 1 }).places, [3]);
  assert.deepEqual(filtered({ settled: true }).places, [0, 2, 4]);
  for (const filter of [{ a: 0 }, { b: 0 }, { property: 0 }, { event: 0 }, { settled: true }, { words: "x" }]) {
    assert.equal(isFiltering({ ...noFilter(), ...filter }), true);
  }
});

test("an event leaves the states out of which it leads, and counts its transitions", () => {
  const events = eventsOf(graph);
  assert.deepEqual(events.map(({ text }) => text), ["a subscribe", "a remove", "b subscribed", "a receives subscribed", "b receives subscribe", "lose subscribe to b"]);
  const found = filtered({ event: 1 });
  assert.deepEqual(found.places, [0, 4]);
  assert.equal(found.transitions, 2);
});

test("a search looks for every word in all that a state is", () => {
  assert.deepEqual(filtered({ words: "PENDING in" }).places, [2]);
  assert.deepEqual(filtered({ words: "asked subscribed" }).places, [3]);
  assert.deepEqual(filtered({ words: "offline" }).places, [4]);
  assert.deepEqual(filtered({ words: " calm waits " }).places, [3]);
  assert.deepEqual(filtered({ words: "2" }).places, [2]);
  assert.deepEqual(filtered({ words: "nowhere" }).places, []);
});

const move = (kind, side, what, sends = []) => ({ text: "", kind, side, what, sends, client: "" });

test("presences are followed to where their ways end", () => {
  const messages = follow([move(0, 0, 0, [[0, 0]]), move(0, 0, 1, [[1, 0]]), move(0, 1, 2, [[2, 0]]), move(1, 1, 0, [[2, 1]]), move(2, 1, 1)]);
  assert.deepEqual(
    messages.map(({ presence, start, end, fate, own }) => [presence, start, end, fate, own]),
    [[0, 0, 3, "arrives", 0], [1, 1, 4, "lost", 0], [2, 2, null, "in flight", 0], [2, 3, null, "in flight", 1]],
  );
});

test("the older one of two alike arrives first, and a copy behind its original", () => {
  const messages = follow([move(0, 0, 0, [[0, 0]]), move(0, 0, 0, [[0, 0]]), move(3, 1, 0), move(1, 1, 0), move(1, 1, 0)]);
  assert.deepEqual(messages.map(({ start, end, copyOf }) => [start, end, copyOf]), [[0, 3, null], [1, null, null], [2, 4, 0]]);
});

test("what is bounced comes back as an error from there", () => {
  const messages = follow([move(0, 0, 0, [[0, 0]]), move(4, 1, 0, [[7, 1]]), move(1, 0, 7)]);
  assert.deepEqual(messages.map(({ presence, side, fate, bounced }) => [presence, side, fate, bounced]), [[0, 0, "bounced", null], [7, 1, "arrives", 0]]);
});

// What presub prints.
function presub(...words) {
  const { status, stdout, stderr } = spawnSync(process.env.PRESUB ?? "build/presub", words, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  return stdout;
}

// What becomes of each presence of a run, in the words of presub chart.
function fates(world, run) {
  const word = { lost: "is lost", bounced: "is bounced", arrives: "arrives" };
  return follow(run.moves).map(({ presence, side, start, end, fate, copyOf }) => {
    const begins = `${world.data.presences[presence]} from ${world.names[side]}: ${copyOf === null ? "sent" : "repeated"} in step ${start + 1}`;
    return end === null ? `${begins}, still in flight at the end` : `${begins}, ${word[fate]} in step ${end + 1}`;
  });
}

test("what becomes of presences is what presub chart says", () => {
  const options = ["rfc6121", "--in-flight", "2", "--loss", "1", "--repeat", "1", "--bounce", "1", "--actions", "subscribe,subscribed,remove"];
  const world = readGraph(JSON.parse(presub("report", ...options).match(/<script type="application\/json" id="data">(.*?)<\/script>/s)[1]));
  const seen = new Set();
  assert.equal(world.places, null, "the page has only a part");
  for (let seed = 1; seed <= 12; seed++) {
    const file = `${process.env.PICTURES ?? "build"}/run-${seed}.trace`;
    presub("simulate", ...options, "--steps", "20", "--seed", `${seed}`, "-o", file);
    const steps = JSON.parse(presub("replay", file, "--format", "json")).run.map(({ step }) => step);
    const run = steps.reduce((before, text) => take(world, before, outgoing(world, here(before)).findIndex((next) => next.move.text === text)), newRun());
    const said = [...presub("chart", file, "--format", "svg").matchAll(/<title>(.* from .*)<\/title>/g)].map(([, title]) => title);
    assert.deepEqual(fates(world, run), said);
    said.forEach((title) => seen.add(title.replace(/.*?: (\w+) in step \d+, (.*?)( in step \d+)?$/, "$1, $2")));
  }
  assert.ok(seen.size >= 6, "too few fates");
});

test("arrows lead down, from lifeline to lifeline, and a row lower for each step", () => {
  const run = runOf(graph, [0, 0, 0, 0]);
  const places = layOut(graph, run);
  for (const { start, end, side, fate } of places.arrows) {
    assert.ok(end.y > start.y);
    assert.equal(start.x, places.lifeline[side]);
    if (fate === "arrives") assert.equal(end.x, places.lifeline[1 - side]);
  }
  const labels = layOut(graph, { places: [0, 0, 0, 0], moves: Array(3).fill(move(0, 0, 0, [[0, 0]])), at: 3 }).arrows.map(({ label }) => label);
  for (const [i, { x, y }] of labels.entries()) {
    assert.ok(labels.slice(0, i).every((other) => Math.abs(other.y - y) > 10 || Math.abs(other.x - x) > 60), "labels lie upon each other");
  }
  assert.ok(layOut(graph, moveTo(run, 1)).height < places.height);
  assert.equal(layOut(graph, moveTo(run, 1)).arrows.length, 1);
});

test("two presences that cross are marked where they do", () => {
  const crossing = { ...graph, moves: graph.moves };
  const asks = move(0, 0, 0, [[0, 0]]);
  const answers = move(0, 1, 2, [[2, 0]]);
  const places = [0, 0, 0, 0, 0];
  const all = [asks, answers, move(1, 1, 0), move(1, 0, 2)];
  const { meets, lifeline } = layOut(crossing, { places, moves: all, at: 4 });
  assert.equal(meets.length, 1);
  assert.ok(meets[0].x > lifeline[0] && meets[0].x < lifeline[1]);
  assert.deepEqual(layOut(crossing, { places, moves: all, at: 3 }).meets, []);
  assert.deepEqual(layOut(crossing, { places, moves: [asks, all[2], answers, all[3]], at: 4 }).meets, []);
});

test("a chart has room for its names", () => {
  const long = readGraph({ ...small, names: ["x".repeat(90), "y"] });
  const { client, lifeline, heads, width } = layOut(long, newRun());
  assert.ok(client[0] < lifeline[0] - heads[0] / 2 && lifeline[0] + heads[0] / 2 < lifeline[1] - heads[1] / 2 && client[1] < width);
  assert.ok(width < 2000);
});
