/** Labels that never overlap: walked by priority, each tested against a grid of those placed. */

const CELL = 60;
const LINE = 1.2;
const DIAGONAL = 0.75;

/**
 * @typedef {Object} Label
 * @property {string[]} lines @property {string} font @property {number} size pixels of the font
 * @property {number} [item] what it names @property {number} [x] its mark's screen place
 * @property {number} [y] @property {number} [around] its mark's radius
 * @property {number} [group] the community that it names, by row
 * @property {{x: number, y: number}[]} [spots] a community's places for the middle of its top, the best first
 * @property {boolean} [prominent] whether it stands on its mark where there is no room beside it
 * @property {boolean} [always] whether it stands even if it covers others
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
 * Keep the labels that fit, in the given order of priority; an item's is tried below, above and on
 * both sides of its mark.
 * @param {CanvasRenderingContext2D} context @param {Iterable<Label>} wanted
 * @param {{left: number, top: number, right: number, bottom: number, item: number}[]} marks not to be covered
 * @param {{width: number, height: number}} frame
 * @returns {(Label & {left: number, top: number, right: number, bottom: number})[]}
 */
export function placeLabels(context, wanted, marks, { width, height }) {
  const grid = new Map();
  const placed = [];
  for (const mark of marks) put(grid, mark);
  for (const label of wanted) {
    const wide = Math.max(...label.lines.map((line) => widthOf(context, label.font, line))) + 4;
    const tall = label.lines.length * label.size * LINE;
    const outside = (box) =>
      label.always
        ? box.right < 0 || box.left > width || box.bottom < 0 || box.top > height
        : box.left < 0 || box.right > width || box.top < 0 || box.bottom > height;
    const boxes = places(label, wide, tall)
      .map((box) => (label.always || label.spots ? pushed(box, width) : box))
      .filter((box) => !outside(box));
    const box =
      boxes.find((candidate) => !hits(grid, candidate, label)) ||
      (label.always || label.spots ? lastResort(grid, boxes, label) : null) ||
      (label.prominent ? lastResort(grid, [onMark(label, wide, tall)], label) : null);
    if (!box) continue;
    const full = { ...label, ...box, x: (box.left + box.right) / 2, y: box.top + 1 };
    put(grid, full);
    placed.push(full);
  }
  return placed;
}

/** The boxes where a label may stand, the best first. */
function places({ x, y, around, spots }, wide, tall) {
  const box = (left, top) => ({ left, top, right: left + wide, bottom: top + tall });
  if (spots) return spots.map((spot) => box(spot.x - wide / 2, spot.y));
  const aside = around * DIAGONAL;
  const [above, below] = [y - aside - tall, y + aside];
  return [
    box(x - wide / 2, y + around),
    box(x - wide / 2, y - around - tall),
    box(x + around + 1, y - tall / 2),
    box(x - around - 1 - wide, y - tall / 2),
    ...[above, below].flatMap((top) => [box(x + aside, top), box(x - aside - wide, top)]),
  ];
}

function onMark({ x, y }, wide, tall) {
  return { left: x - wide / 2, top: y - tall / 2, right: x + wide / 2, bottom: y + tall / 2 };
}

/** A box that covers marks but no other label; for a label that must stand, any. */
function lastResort(grid, boxes, { always }) {
  return boxes.find((box) => !hits(grid, box, { unmarked: true })) || (always ? boxes[0] : null);
}

/** A box moved sideways until it is in the frame. */
function pushed(box, width) {
  const shift = Math.max(0, 4 - box.left) - Math.max(0, box.right + 4 - width);
  return { ...box, left: box.left + shift, right: box.right + shift };
}

function put(grid, box) {
  for (const cell of cells(box)) {
    if (!grid.has(cell)) grid.set(cell, []);
    grid.get(cell).push(box);
  }
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

function hits(grid, box, { item, unmarked }) {
  for (const cell of cells(box)) {
    for (const other of grid.get(cell) || []) {
      if (unmarked && other.mark) continue;
      if (other.item === item && item !== undefined) continue;
      if (
        box.left < other.right &&
        box.right > other.left &&
        box.top < other.bottom &&
        box.bottom > other.top
      )
        return true;
    }
  }
  return false;
}

function* cells(box) {
  for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
    for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1)
      yield `${x},${y}`;
  }
}
