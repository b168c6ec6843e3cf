// The matrix as a control: each cell that is met is a button that filters by its two entries. One of
// them is reached with the tab key; the arrow keys lead to the others.

function cellsOf(svg) {
  return [...svg.querySelectorAll("g.cell")].map((node) => {
    const [, a, b] = node.id.match(/^cell-(\d+)-(\d+)$/);
    return { node, a: Number(a), b: Number(b), met: !node.classList.contains("never") };
  });
}

// The next cell that is met, from one on, by rows or columns.
function neighbour(cells, cell, down, across) {
  const rows = [...new Set(cells.map(({ a }) => a))];
  const columns = [...new Set(cells.map(({ b }) => b))];
  let row = rows.indexOf(cell.a);
  let column = columns.indexOf(cell.b);
  for (;;) {
    row += down;
    column += across;
    const next = cells.find(({ a, b }) => a === rows[row] && b === columns[column]);
    if (!next || next.met) return next;
  }
}

function prepare(cell, first, onPick, onKey) {
  const { node } = cell;
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", cell === first ? "0" : "-1");
  node.setAttribute("aria-pressed", "false");
  node.addEventListener("click", () => onPick(cell));
  node.addEventListener("keydown", (event) => onKey(event, cell));
}

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Makes a control of the picture. onPick is called with a cell; returns what shows a filter. */
export function matrixControl(svg, onPick) {
  const cells = cellsOf(svg);
  const met = cells.filter((cell) => cell.met);
  const focus = (cell) => {
    for (const { node } of met) node.setAttribute("tabindex", node === cell.node ? "0" : "-1");
    cell.node.focus();
  };
  const onKey = (event, cell) => {
    const next = ARROWS[event.key] && neighbour(cells, cell, ...ARROWS[event.key]);
    if (event.key === "Enter" || event.key === " ") onPick(cell);
    else if (next) focus(next);
    if (ARROWS[event.key] || event.key === "Enter" || event.key === " ") event.preventDefault();
  };
  svg.setAttribute("role", "group"); // a picture has no buttons in it
  svg.classList.add("control");
  for (const cell of met) prepare(cell, met[0], onPick, onKey);
  return (filter, pairs) => {
    for (const { node, a, b } of met) {
      node.setAttribute("aria-pressed", String(filter.a === a && filter.b === b));
      node.classList.toggle("out", !pairs.has(`${a}-${b}`));
    }
  };
}
