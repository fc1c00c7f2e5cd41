/** The shape of each type: one path for the map, the legend and the SVG export. */

import { rawTypeName, typeName } from "./data.js";
import { svg } from "./dom.js";

/** Points of a regular polygon or star on the unit circle. */
function ring(corners, turn, inner = 1) {
  const points = [];
  const steps = inner === 1 ? corners : corners * 2;
  for (let step = 0; step < steps; step += 1) {
    const angle = turn + (step * 2 * Math.PI) / steps;
    const reach = step % 2 && inner !== 1 ? inner : 1;
    points.push([Math.cos(angle) * reach, Math.sin(angle) * reach]);
  }
  return points;
}

const UP = -Math.PI / 2;
const OUTLINES = {
  Method: null,
  Dataset: [
    [-0.86, -0.86],
    [0.86, -0.86],
    [0.86, 0.86],
    [-0.86, 0.86],
  ],
  Task: ring(3, UP).map(([x, y]) => [x * 1.15, y * 1.15 + 0.15]),
  Modality: ring(4, UP).map(([x, y]) => [x * 1.1, y * 1.1]),
  BrainRegion: ring(6, 0),
  Concept: ring(3, -UP).map(([x, y]) => [x * 1.15, y * 1.15 - 0.15]),
  Organism: ring(5, UP, 0.48).map(([x, y]) => [x * 1.2, y * 1.2]),
  Condition: [
    [-0.36, -1],
    [0.36, -1],
    [0.36, -0.36],
    [1, -0.36],
    [1, 0.36],
    [0.36, 0.36],
    [0.36, 1],
    [-0.36, 1],
    [-0.36, 0.36],
    [-1, 0.36],
    [-1, -0.36],
    [-0.36, -0.36],
  ],
  Metric: [
    [-1.15, -0.5],
    [1.15, -0.5],
    [1.15, 0.5],
    [-1.15, 0.5],
  ],
  Paper: [
    [-0.7, -0.95],
    [0.3, -0.95],
    [0.7, -0.5],
    [0.7, 0.95],
    [-0.7, 0.95],
  ],
};

/**
 * Add a type's shape to a canvas path.
 * @param {CanvasRenderingContext2D} context
 */
export function traceGlyph(context, type, x, y, radius) {
  const outline = OUTLINES[rawTypeName(type)];
  context.beginPath();
  if (!outline) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  outline.forEach(([dx, dy], corner) => {
    if (corner) context.lineTo(x + dx * radius, y + dy * radius);
    else context.moveTo(x + dx * radius, y + dy * radius);
  });
  context.closePath();
}

/** @returns {string} the same shape as the `d` of an SVG path */
export function glyphPath(type, x, y, radius) {
  const outline = OUTLINES[rawTypeName(type)];
  const number = (value) => String(Math.round(value * 100) / 100);
  if (!outline) {
    const r = number(radius);
    return `M${number(x - radius)} ${number(y)}a${r} ${r} 0 1 0 ${number(2 * radius)} 0a${r} ${r} 0 1 0 ${number(-2 * radius)} 0Z`;
  }
  const points = outline.map(([dx, dy]) => `${number(x + dx * radius)} ${number(y + dy * radius)}`);
  return `M${points.join("L")}Z`;
}

const icons = new Map();

/** @param {number} type @returns {SVGElement} the shape as an icon in the type's colour */
export function glyphIcon(type) {
  if (!icons.has(type)) icons.set(type, drawIcon(type));
  return icons.get(type).cloneNode(true);
}

function drawIcon(type) {
  return svg(
    "svg",
    {
      viewBox: "-8 -8 16 16",
      class: `glyph type-${typeSlug(type)}`,
      role: "img",
      "aria-label": typeName(type),
    },
    svg("path", { d: glyphPath(type, 0, 0, 6) }),
  );
}

/** @param {number} type @returns {string} the part of a class name that stands for a type */
export function typeSlug(type) {
  return rawTypeName(type).toLowerCase();
}
