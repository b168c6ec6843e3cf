// The chart of the run: drawn as viz/chart-svg.c draws, with its style.
import { ARRIVAL } from "./graph.mjs";
import { actionName, headText, layOut, shortName, textWidth } from "./lanes.mjs";
import { shape } from "./dom.mjs";

function line(name, a, b) {
  return shape("line", { class: name, x1: a.x, y1: a.y, x2: b.x, y2: b.y });
}

function text(name, x, y, words) {
  return shape("text", { class: name, x, y }, words);
}

// Text on a ground that hides the line behind it.
function chip(name, x, y, words) {
  const width = textWidth(words, 11);
  return [shape("rect", { class: "chip", x: x - width / 2, y: y - 6, width, height: 12 }), text(name, x, y + 4, words)];
}

// The tip of an arrow that points to its end.
function tip(name, start, end, length, half) {
  const way = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const dx = (end.x - start.x) / way;
  const dy = (end.y - start.y) / way;
  const back = { x: end.x - dx * length, y: end.y - dy * length };
  const point = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return shape("path", {
    class: name,
    d: `M${point(end.x, end.y)}L${point(back.x - dy * half, back.y + dx * half)}L${point(back.x + dy * half, back.y - dx * half)}z`,
  });
}

function arrowClass(arrow) {
  if (["lost", "bounced"].includes(arrow.fate) || arrow.copyOf !== null || arrow.bounced !== null) return "fault";
  return `${arrow.own ? "server" : "users"}${arrow.fate === "in flight" ? " flying" : ""}`;
}

function drawArrow(arrow) {
  const { start, end } = arrow;
  const stops = arrow.fate === "lost" || arrow.fate === "bounced";
  const last = stops ? shape("path", { class: "cross", d: `M${end.x - 4} ${end.y - 4}l9 9m0-9l-9 9` }) : tip("tip", start, end, 10, 4);
  return shape("g", { class: `presence ${arrowClass(arrow)}` }, line("line", start, end), last);
}

function drawLabel({ label, name, fate, end }) {
  return [...chip("label", label.x, label.y, name), ...(fate === "arrives" ? [] : [text("fate", end.x, end.y + 16, fate)])];
}

function drawEntry(places, side, y, name) {
  const width = places.boxes[side];
  const left = places.lifeline[side] - (side === 0 ? width : 0);
  return [
    shape("rect", { class: "box", x: left, y: y - places.box / 2, width, height: places.box, rx: 4 }),
    text("entry", left + width / 2, y + 4, name),
  ];
}

// An arrow between a user and the server.
function drawTalk(places, side, toClient, atBox, y, words) {
  const out = side === 0 ? -1 : 1;
  const client = { x: places.client[side], y };
  const server = { x: places.lifeline[side] + out * (atBox ? places.boxes[side] : 0), y };
  const [from, to] = toClient ? [server, client] : [client, server];
  const beside = places.lifeline[side] + out * places.boxes[side];
  return [line("talk-line", client, server), tip("talk-tip", from, to, 8, 3), ...chip("talk", (client.x + beside) / 2, y, words)];
}

function drawTalks(graph, places, move, y, atBox) {
  const action = actionName(graph, move);
  const both = action !== "" && move.client !== "";
  return [
    ...(action !== "" ? drawTalk(places, move.side, false, atBox, both ? y - 7 : y, action) : []),
    ...(move.client !== "" ? drawTalk(places, move.side, true, atBox, both ? y + 7 : y, move.client) : []),
  ];
}

function drawStep(graph, places, step) {
  const move = places.moves[step];
  const y = places.rowAt(step);
  const number = text("number", 32, y + 4, String(step + 1));
  if (move.kind > ARRIVAL) return [number];
  const [before, after] = [places.entries[move.side][step], places.entries[move.side][step + 1]];
  return [
    number,
    ...drawTalks(graph, places, move, y, before !== after),
    shape("circle", { class: "dot", cx: places.lifeline[move.side], cy: y, r: 3 }),
    ...(before !== after ? drawEntry(places, move.side, y, after) : []),
  ];
}

function drawSide(graph, places, side) {
  const x = places.lifeline[side];
  const width = places.heads[side];
  const down = (at) => [{ x: at, y: places.top }, { x: at, y: places.bottom }];
  return [
    line("lifeline", ...down(x)),
    line("client", ...down(places.client[side])),
    shape("rect", { class: "head", x: x - width / 2, y: places.top - places.head, width, height: places.head - 12 }),
    text("name", x, places.top - places.head + 18, headText(graph, side)),
    text("name", places.client[side], places.top - 8, shortName(graph.names[side])),
    ...drawEntry(places, side, places.rowAt(-1), places.entries[side][0]),
  ];
}

/** The chart of a run up to where it is. */
export function drawChart(graph, run) {
  const places = layOut(graph, run);
  const { width, height } = places;
  const title = `The chart of the run: ${run.at} steps, which stand below as text`;
  return shape(
    "svg",
    { class: "presub-chart", role: "img", "aria-label": title, width, height, viewBox: `0 0 ${width} ${height}` },
    [0, 1].flatMap((side) => drawSide(graph, places, side)),
    places.moves.flatMap((_, step) => drawStep(graph, places, step)),
    places.arrows.map((arrow) => drawArrow(arrow)),
    places.meets.map(({ x, y }) => shape("circle", { class: "meet", cx: x, cy: y, r: 6 })),
    places.arrows.flatMap((arrow) => drawLabel(arrow)),
  );
}
