/** Labels that never overlap: walked by priority, each tested against a grid of those placed. */

const CELL = 60;
const LINE = 1.2;

/**
 * @typedef {Object} Label
 * @property {string[]} lines @property {string} font @property {number} size pixels of the font
 * @property {number} x screen place of the middle @property {number} y of the top of the first line
 * @property {number} [item] what it names
 */

const widths = new Map();

/** @param {CanvasRenderingContext2D} context @returns {number} the width, measured once a font and text */
function widthOf(context, font, text) {
  const key = `${font}\n${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context.font = font;
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/**
 * Keep the labels that fit, in the given order of priority.
 * @param {CanvasRenderingContext2D} context @param {Iterable<Label>} wanted
 * @param {{width: number, height: number, most?: number}} frame
 * @returns {(Label & {left: number, top: number, right: number, bottom: number})[]}
 */
export function placeLabels(context, wanted, { width, height, most = Infinity }) {
  const grid = new Map();
  const placed = [];
  for (const label of wanted) {
    if (placed.length >= most) break;
    const half = Math.max(...label.lines.map((line) => widthOf(context, label.font, line))) / 2;
    const box = {
      left: label.x - half - 2,
      right: label.x + half + 2,
      top: label.y - 1,
      bottom: label.y + label.lines.length * label.size * LINE + 1,
    };
    if (box.right < 0 || box.left > width || box.bottom < 0 || box.top > height) continue;
    if (!label.always && hits(grid, box)) continue;
    const full = { ...label, ...box };
    for (const cell of cells(box)) {
      if (!grid.has(cell)) grid.set(cell, []);
      grid.get(cell).push(full);
    }
    placed.push(full);
  }
  return placed;
}

/** Draw placed labels with a halo of the ground. */
export function drawLabels(context, placed, { ink, ground, quiet }) {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const label of placed) {
    context.font = label.font;
    context.globalAlpha = label.alpha ?? 1;
    label.lines.forEach((line, row) => {
      const y = label.y + row * label.size * LINE;
      context.lineWidth = 3.5;
      context.strokeStyle = ground;
      context.strokeText(line, label.x, y);
      context.fillStyle = label.quiet ? quiet : ink;
      context.fillText(line, label.x, y);
    });
  }
  context.globalAlpha = 1;
}

function hits(grid, box) {
  for (const cell of cells(box)) {
    for (const other of grid.get(cell) || []) {
      if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) return true;
    }
  }
  return false;
}

function* cells(box) {
  for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
    for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) yield `${x},${y}`;
  }
}
