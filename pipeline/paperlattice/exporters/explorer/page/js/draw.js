/** The canvas: communities below, vis-network's links, marks in their shapes, labels above. */

import { factPredicate, isPaper, predicates, typeOf } from "./data.js";
import { traceGlyph } from "./glyphs.js";
import { drawLabels, placeLabels } from "./labels.js";
import { factsBetween } from "./relations.js";
import { groups, litLinks, radiusOf, wantedLabels } from "./scene.js";
import { colours } from "./theme.js";

const HULL_MARGIN = 11;
const RESTING = { map: 0.34, around: 0.65, path: 0, compare: 0 };
const DIMMED = { map: 0.15, around: 0.6, path: 1, compare: 1 };

/**
 * @param {number} zoom 1 where the view just fits @param {number} size of the frame's shorter side
 * @returns {number} how much larger marks are drawn than in a wide frame at the first zoom
 */
export function growth(zoom, size) {
  const room = Math.min(1, Math.max(0.6, size / 700));
  return room * Math.min(1.7 / room, Math.max(0.7, zoom ** 0.45));
}

/**
 * Draw what lies below the marks: the ground, communities, links.
 * @param {CanvasRenderingContext2D} context in map units @param {import("./scene.js").Scene} scene
 * @param {number} scale pixels a map unit
 */
export function drawBelow(context, scene, scale) {
  const { ground, hull, active, ink } = colours();
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = ground;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
  context.lineJoin = "round";
  for (const group of groups(scene)) {
    const outline = convexHull(group.items.map((item) => scene.view.places.get(item)));
    context.beginPath();
    outline.forEach(({ x, y }) => context.lineTo(x, y));
    context.closePath();
    context.fillStyle = hull;
    context.strokeStyle = hull;
    context.lineWidth = (HULL_MARGIN * 2) / scale;
    context.stroke();
    context.fill();
  }
  drawResting(context, scene, scale, active);
  context.globalAlpha = 1;
  for (const { a, b } of litLinks(scene)) {
    drawLink(context, scene, a, b, scale, scene.link ? ink : active);
  }
}

/** All links as one faint path: where they cross they grow no darker. */
function drawResting(context, { view, lit }, scale, colour) {
  context.beginPath();
  for (const { a, b } of view.links) {
    const from = view.places.get(a);
    const to = view.places.get(b);
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
  }
  context.globalAlpha = RESTING[view.kind] * (lit ? DIMMED[view.kind] : 1);
  context.strokeStyle = colour;
  context.lineWidth = 1 / scale;
  context.stroke();
}

function drawLink(context, { view }, a, b, scale, colour) {
  const from = view.places.get(a);
  const to = view.places.get(b);
  if (!from || !to) return;
  const { width, dash } = linkStyle(a, b);
  context.strokeStyle = colour;
  context.lineWidth = width / scale;
  context.setLineDash(dash.map((part) => part / scale));
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
  context.setLineDash([]);
}

/** @returns {{width: number, dash: number[]}} how the strongest predicate between two items is drawn */
export function linkStyle(a, b) {
  const rows = factsBetween(a, b).map((fact) => factPredicate[fact]);
  const predicate = predicates[Math.min(...rows, predicates.length - 1)];
  if (predicate === "introduces") return { width: 2.6, dash: [] };
  if (predicate === "evaluatesOn") return { width: 1.6, dash: [6, 4] };
  return { width: predicate === "uses" ? 1.6 : 1.1, dash: [] };
}

/** Draw one mark: vis-network calls this for every node in sight. */
export function drawMark(context, item, x, y, scene, scale, grown) {
  const { ground, ink, types } = colours();
  const radius = (radiusOf(item, scene.view.kind) * grown) / scale;
  const type = typeOf(item);
  context.globalAlpha =
    scene.lit && !scene.lit.has(item) && item !== scene.hovered ? DIMMED[scene.view.kind] : 1;
  if (scene.chosen.has(item) || item === scene.hovered) {
    traceGlyph(context, type, x, y, radius + 5 / scale);
    context.fillStyle = ink;
    context.fill();
    traceGlyph(context, type, x, y, radius + 2.4 / scale);
    context.fillStyle = ground;
    context.fill();
  }
  traceGlyph(context, type, x, y, radius);
  context.fillStyle = types[type];
  context.fill();
  context.strokeStyle = ground;
  context.lineWidth = 1 / scale;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * Draw the labels, in pixels.
 * @returns {Object[]} those placed, for clicks on them
 */
export function drawAbove(context, scene, frame, toScreen, zoom) {
  const grown = growth(zoom, Math.min(frame.width, frame.height));
  const radius = (item) => radiusOf(item, scene.view.kind) * grown;
  const marks = scene.view.items
    .filter(
      (item) =>
        (!scene.lit || scene.lit.has(item)) && (!isPaper(item) || scene.view.kind !== "map"),
    )
    .map((item) => {
      const { x, y } = toScreen(scene.view.places.get(item));
      const reach = radius(item) * 0.8;
      return {
        item,
        mark: true,
        left: x - reach,
        right: x + reach,
        top: y - reach,
        bottom: y + reach,
      };
    });
  const placed = placeLabels(
    context,
    wantedLabels(scene, toScreen, radius, zoom, frame.width),
    marks,
    frame,
  );
  drawLabels(context, placed, colours());
  return placed;
}

/** Andrew's monotone chain. @param {{x: number, y: number}[]} points */
export function convexHull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list) => {
    const chain = [];
    for (const point of list) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], point) <= 0)
        chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half([...sorted].reverse())];
}

function turn(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
