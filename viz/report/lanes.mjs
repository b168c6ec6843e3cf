// Lanes: what becomes of each presence of a run, and where everything of its chart stands. The
// picture is that of viz/chart-svg.c.
import { ACTION, BOUNCE, LOSS, REPEAT } from "./graph.mjs";

/** Follows every presence: in which step it is sent, in which its way ends (null: it is in flight), and
 * which one it is a copy or the error of. */
export function follow(moves) {
  const messages = [];
  const links = [[], []]; // places in messages, the next to arrive first
  const send = (message, at = Infinity) => {
    links[message.side].splice(at, 0, messages.length);
    messages.push({ end: null, fate: "in flight", copyOf: null, bounced: null, ...message });
  };
  moves.forEach((move, step) => {
    const link = links[1 - move.side];
    const at = link.findIndex((i) => messages[i].presence === move.what);
    const taken = link[at];
    if (move.kind === REPEAT) {
      send({ ...messages[taken], start: step, copyOf: taken }, at + 1);
    } else if (move.kind !== ACTION) {
      link.splice(at, 1);
      messages[taken].end = step;
      messages[taken].fate = { [LOSS]: "lost", [BOUNCE]: "bounced" }[move.kind] ?? "arrives";
    }
    for (const [presence, own] of move.sends) {
      send({ presence, own, side: move.side, start: step, bounced: move.kind === BOUNCE ? taken : null });
    }
  });
  return messages;
}

const ROW = 34;
const MARGIN = 16;
const HEAD = 40;
const CHANNEL = 200;
const BOX = 20;
const SHARES = { arrives: 1, "in flight": 0.72, lost: 0.55, bounced: 0.84 };

export const textWidth = (text, size) => Math.ceil([...text].length * size * 0.6);

function widest(texts, size, least) {
  return Math.max(least, ...texts.map((text) => textWidth(text, size) + 10));
}

/** What a user does in a move, without the user's name; "" if no user acts. */
export function actionName(graph, move) {
  return move.kind === ACTION ? move.text.slice(graph.names[move.side].length + 1) : "";
}

/** A name as a picture has room for it. */
export function shortName(name) {
  const letters = [...name];
  return letters.length <= 30 ? name : `${letters.slice(0, 29).join("")}…`;
}

/** What stands at the top of a lifeline. */
export function headText(graph, side) {
  return `${shortName(graph.names[side])}’s server`;
}

// The places of columns, from left to right: numbers, A's user, A's server, B's server, B's user.
function placeColumns(graph, run) {
  const { data } = graph;
  const columns = [data.a, data.b];
  const entries = [0, 1].map((side) => run.places.map((place) => shortName(data.entries[side][columns[side][place]])));
  const boxes = entries.map((names) => widest(names, 11, 60));
  const talks = [0, 1].map((side) => widest(run.moves.filter((move) => move.side === side).flatMap((move) => [move.client, actionName(graph, move)]), 11, 66) + 10);
  const half = [0, 1].map((side) => Math.ceil(textWidth(shortName(graph.names[side]), 13) / 2) + 2);
  const heads = [0, 1].map((side) => textWidth(headText(graph, side), 13) + 8);
  const inside = [0, 1].map((side) => Math.max(talks[side] + boxes[side], half[side] + heads[side] / 2 + 6));
  const client = [MARGIN + 20 + half[0]];
  const lifeline = [client[0] + inside[0]];
  lifeline.push(lifeline[0] + Math.max(CHANNEL, (heads[0] + heads[1]) / 2 + 10));
  client.push(lifeline[1] + inside[1]);
  return { boxes, heads, client, lifeline, entries, width: client[1] + MARGIN + half[1] };
}

// Where the arrow of a message begins and ends.
function placeArrow(columns, rowAt, arrows, message, nth) {
  const from = columns.lifeline[message.side];
  const start = { x: from, y: rowAt(message.start) + nth };
  if (message.bounced !== null) Object.assign(start, arrows[message.bounced].end);
  if (message.copyOf !== null) Object.assign(start, pointAt(arrows[message.copyOf], start.y));
  const end = {
    x: start.x + (columns.lifeline[1 - message.side] - start.x) * SHARES[message.fate],
    y: rowAt(message.end ?? rowAt.n),
  };
  return { start, end: { x: Math.round(end.x), y: Math.max(end.y, start.y) } };
}

// The point of an arrow at a height.
function pointAt({ start, end }, y) {
  const part = end.y > start.y ? Math.min(Math.max((y - start.y) / (end.y - start.y), 0), 1) : 0;
  return { x: Math.round(start.x + (end.x - start.x) * part), y: Math.round(start.y + (end.y - start.y) * part) };
}

// Where two arrows cross; null if they do not, or if what is lost or in flight meets nobody.
function meeting(a, b) {
  const ends = ["arrives", "bounced"];
  if (!ends.includes(a.fate) || !ends.includes(b.fate)) return null;
  const [ax, ay, bx, by] = [a.end.x - a.start.x, a.end.y - a.start.y, b.end.x - b.start.x, b.end.y - b.start.y];
  const [cx, cy] = [b.start.x - a.start.x, b.start.y - a.start.y];
  const det = ax * by - ay * bx;
  const t = (cx * by - cy * bx) / det;
  const u = (cx * ay - cy * ax) / det;
  return t > 0 && t < 1 && u > 0 && u < 1 ? { x: Math.round(a.start.x + ax * t), y: Math.round(a.start.y + ay * t) } : null;
}

// The middle of an arrow's label: the first place on its line that is not near a label or a meeting.
function placeLabel(arrow, width, taken) {
  const place = (share) => ({ x: Math.round(arrow.start.x + (arrow.end.x - arrow.start.x) * share), y: Math.round(arrow.start.y + (arrow.end.y - arrow.start.y) * share), half: width / 2 });
  const free = (label) => taken.every(({ x, y, half }) => Math.abs(x - label.x) > half + label.half || Math.abs(y - label.y) > 14);
  const places = [0.36, 0.3, 0.42, 0.48, 0.24, 0.54, 0.6, 0.66].map(place);
  return places.find(free) ?? places[0];
}

function placeLabels(graph, arrows, meets) {
  const taken = meets.map(({ x, y }) => ({ x, y, half: 7 }));
  for (const arrow of arrows) {
    arrow.name = graph.data.presences[arrow.presence] + (arrow.copyOf !== null ? " (repeated)" : "");
    arrow.label = placeLabel(arrow, textWidth(arrow.name, 11), taken);
    taken.push(arrow.label);
  }
}

/** Where everything of the chart of a run stands, up to where the run is. */
export function layOut(graph, run) {
  const moves = run.moves.slice(0, run.at);
  const past = { places: run.places.slice(0, run.at + 1), moves };
  const columns = placeColumns(graph, past);
  const messages = follow(moves);
  const top = MARGIN + HEAD;
  const rowAt = (step) => top + (step + 1.5) * ROW;
  rowAt.n = moves.length;
  const arrows = [];
  messages.forEach((message, i) => {
    const nth = messages.slice(0, i).filter((other) => other.start === message.start).length * 9;
    arrows.push({ ...message, ...placeArrow(columns, rowAt, arrows, message, nth) });
  });
  const flying = messages.some((message) => message.end === null) ? 1 : 0;
  const bottom = top + (moves.length + 1 + flying) * ROW + 6;
  const meets = arrows.flatMap((a, i) => arrows.slice(0, i).map((b) => meeting(a, b))).filter(Boolean);
  placeLabels(graph, arrows, meets);
  return { ...columns, moves, arrows, meets, top, bottom, rowAt, box: BOX, head: HEAD, height: bottom + MARGIN };
}
