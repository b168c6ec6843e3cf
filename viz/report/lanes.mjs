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

// The places of columns, from left to right: numbers, A's user, A's server, B's server, B's user.
function placeColumns(graph, run) {
  const { data } = graph;
  const entries = [run.places.map((place) => data.entries[0][data.a[place]]), run.places.map((place) => data.entries[1][data.b[place]])];
  const talk = (side) => widest(run.moves.filter((move) => move.side === side).flatMap((move) => [move.client, actionName(graph, move)]), 11, 56);
  const boxes = entries.map((names) => widest(names, 11, 70));
  const talks = [talk(0) + 10, talk(1) + 10];
  const client = [MARGIN + 26 + textWidth(graph.names[0], 13) / 2, 0];
  const lifeline = [client[0] + talks[0] + boxes[0], 0];
  lifeline[1] = lifeline[0] + CHANNEL;
  client[1] = lifeline[1] + boxes[1] + talks[1];
  return { boxes, client, lifeline, entries, width: client[1] + MARGIN + textWidth(graph.names[1], 13) / 2 };
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
  return { ...columns, moves, arrows, top, bottom, rowAt, box: BOX, head: HEAD, height: bottom + MARGIN };
}
