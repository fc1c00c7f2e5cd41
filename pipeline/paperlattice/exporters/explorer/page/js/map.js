/** The map: one vis-network that holds the view's items, exchanged as a whole. */

import { firstMap, isPaper, labelOf, typeName, typeOf } from "./data.js";
import { byId, clip, plural } from "./dom.js";
import { drawAbove, drawBelow, drawMark, growth } from "./draw.js";
import { emptyScene, litItems, radiusOf, weightOf } from "./scene.js";

const HOVER_DELAY = 80;
const REACH = matchMedia("(pointer: coarse)").matches ? 14 : 6;
const LINK_REACH = 4;
const MARGIN = 46;

let network = null;
let scene = emptyScene();
let placed = [];
let fitted = 1;
let shorter = 700;
let painted = false;
let handlers = {};

/**
 * Start the map.
 * @param {{onItem: function(number, MouseEvent), onLink: function(number, number), onEmpty: function(), onGroup: function(number), onExpand: function(number)}} given
 */
export function startMap(given) {
  handlers = given;
  const container = byId("map");
  const options = {
    ...firstMap.options,
    nodes: { ...firstMap.options.nodes, ctxRenderer: renderer },
  };
  network = new vis.Network(container, { nodes: [], edges: [] }, options);
  container.querySelector(".vis-network").tabIndex = -1;
  network.on("beforeDrawing", (context) => drawBelow(context, scene, network.getScale()));
  network.on("afterDrawing", drawLabelsOnTop);
  network.on("click", click);
  // The browser's own double click: vis-network's is missed when the first click's work takes long.
  container.addEventListener("dblclick", (event) => {
    const item = itemAt(pointOf(event));
    if (item >= 0) handlers.onExpand(item);
    else fit();
  });
  container.addEventListener("pointermove", hover);
  container.addEventListener("pointerleave", () => setHovered(-1));
  new ResizeObserver(resized).observe(container);
  document.addEventListener("themechange", () => network.redraw());
}

/**
 * Show a view, and what in it is chosen.
 * @param {import("./view.js").View} view @param {number[]} chosen @param {{a: number, b: number}|null} link
 */
export function showView(view, chosen, link) {
  const before = scene;
  scene = { view, chosen: new Set(chosen), lit: null, hovered: -1, link };
  scene.lit = litItems(scene);
  if (view.key !== before.view.key) exchange(view, before.view);
  else network.redraw();
  if (view.kind === "map") bringIntoSight(chosen);
}

/**
 * Give vis-network other items; a map that only loses or gains some keeps its camera. Links are
 * drawn here as one path: as vis-network's own, each an object, they would take most of the time.
 */
function exchange(view, before) {
  const stay =
    before.kind === "map" &&
    view.kind === "map" &&
    before.items.length &&
    before.close === view.close;
  const camera = { position: network.getViewPosition(), scale: network.getScale() };
  const nodes = view.items.map((item) => ({ id: item, ...view.places.get(item) }));
  network.setData({ nodes, edges: [] });
  if (stay) network.moveTo({ ...camera, animation: false });
  else fit();
}

function resized() {
  const { clientWidth, clientHeight } = byId("map");
  shorter = Math.min(clientWidth, clientHeight);
  fit();
}

/** Show the whole view. */
export function fit() {
  const { position, scale } = framing(scene.view);
  fitted = scale;
  network.moveTo({ position, scale, animation: false });
}

/** The camera that just shows a view. */
function framing(view) {
  const frame = byId("map").getBoundingClientRect();
  const places = [...view.places.values()];
  if (!places.length || !frame.width) return { position: { x: 0, y: 0 }, scale: 1 };
  const xs = places.map((place) => place.x);
  const ys = places.map((place) => place.y);
  const box = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = (size) => Math.max(60, size - 2 * MARGIN);
  const wide = view.hulls ? 1 : 1.12;
  const scale = Math.min(
    2.2,
    room(frame.width) / ((box[1] - box[0]) * wide || 1),
    room(frame.height) / (box[3] - box[2] || 1),
  );
  return { position: { x: (box[0] + box[1]) / 2, y: (box[2] + box[3]) / 2 - 6 / scale }, scale };
}

/** Zoom about the middle. */
export function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
}

/** Move the map by screen pixels. */
export function panBy(dx, dy) {
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
}

/** @returns {{scene: import("./scene.js").Scene, labels: Object[], toScreen: function, radius: function, canvas: HTMLCanvasElement}} for exports */
export function picture() {
  const canvas = byId("map").querySelector("canvas");
  return { scene, labels: placed, toScreen, canvas, radius };
}

/** @returns {number} the item of the view that lies next in a direction, -1 for none */
export function itemTowards(from, dx, dy) {
  const start = scene.view.places.get(from);
  if (!start) return -1;
  let best = -1;
  let least = Infinity;
  for (const { a, b } of scene.view.links) {
    if (a !== from && b !== from) continue;
    const other = a === from ? b : a;
    const place = scene.view.places.get(other);
    const along = (place.x - start.x) * dx + (place.y - start.y) * dy;
    const aside = Math.abs((place.x - start.x) * dy) + Math.abs((place.y - start.y) * dx);
    if (along > aside * 0.5 && along + aside * 2 < least) {
      least = along + aside * 2;
      best = other;
    }
  }
  return best;
}

function renderer({ ctx, id, x, y }) {
  const scale = network.getScale();
  const larger = grown();
  const size = 40;
  return {
    drawNode: () => drawMark(ctx, id, x, y, scene, scale, larger),
    nodeDimensions: { width: size, height: size },
  };
}

function drawLabelsOnTop(context) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = context.canvas;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  placed = drawAbove(context, scene, { width, height }, toScreen, network.getScale() / fitted);
  context.restore();
  if (!painted && scene.view.items.length) {
    painted = true;
    performance.mark("first-picture");
  }
}

function grown() {
  return growth(network.getScale() / fitted, shorter);
}

function radius(item) {
  return radiusOf(item, scene.view.kind) * grown();
}

function toScreen(place) {
  return network.canvasToDOM(place);
}

function click({ pointer, event }) {
  const item = itemAt(pointer.DOM);
  if (item >= 0) return handlers.onItem(item, event.srcEvent);
  const label = labelAt(pointer.DOM);
  if (label && label.group !== undefined) return handlers.onGroup(label.group);
  const link = linkAt(pointer.DOM);
  return link ? handlers.onLink(link.a, link.b) : handlers.onEmpty();
}

/** @returns {number} the item whose mark or label is under a point, -1 for none */
function itemAt({ x, y }) {
  const larger = grown();
  let best = -1;
  let least = REACH;
  for (const [item, place] of scene.view.places) {
    const at = toScreen(place);
    const dim = scene.lit && !scene.lit.has(item) ? 3 : 0;
    const distance =
      Math.hypot(at.x - x, at.y - y) - radiusOf(item, scene.view.kind) * larger + dim;
    if (distance < least) {
      least = distance;
      best = item;
    }
  }
  if (best >= 0) return best;
  const label = labelAt({ x, y });
  return label && label.item !== undefined ? label.item : -1;
}

function labelAt({ x, y }) {
  return placed.find((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
}

function linkAt({ x, y }) {
  const near = scene.view.links
    .filter(({ a, b }) => isPaper(a) !== isPaper(b))
    .map((link) => ({
      link,
      distance: distanceTo(
        x,
        y,
        toScreen(scene.view.places.get(link.a)),
        toScreen(scene.view.places.get(link.b)),
      ),
    }))
    .filter(({ distance }) => distance < LINK_REACH);
  const lit = ({ a, b }) => (scene.chosen.has(a) || scene.chosen.has(b) ? 0 : 1);
  near.sort((one, two) => lit(one.link) - lit(two.link) || one.distance - two.distance);
  return near.length ? near[0].link : null;
}

function distanceTo(x, y, a, b) {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const along = Math.max(
    0,
    Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)),
  );
  return Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
}

function pointOf(event) {
  const frame = byId("map").getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
}

let waiting = 0;

function hover(event) {
  const point = pointOf(event);
  clearTimeout(waiting);
  if (event.buttons) return;
  waiting = setTimeout(() => setHovered(itemAt(point), point), HOVER_DELAY);
}

function setHovered(item, point) {
  clearTimeout(waiting);
  const tip = byId("tip");
  byId("map").classList.toggle("over", item >= 0);
  if (item !== scene.hovered) {
    scene.hovered = item;
    network.redraw();
  }
  tip.hidden = item < 0;
  if (item < 0) return;
  const what = isPaper(item)
    ? plural(weightOf(item), "entity", "entities")
    : plural(weightOf(item), "paper");
  tip.textContent = `${clip(labelOf(item), 160)} · ${typeName(typeOf(item))}, ${what}`;
  const frame = byId("map").getBoundingClientRect();
  tip.style.left = `${Math.min(point.x + 14, frame.width - 300)}px`;
  tip.style.top = `${point.y + 18}px`;
}

/** Centre what is chosen if it is not in sight; never move otherwise. */
function bringIntoSight(chosen) {
  const frame = byId("map").getBoundingClientRect();
  for (const item of chosen.slice(0, 1)) {
    const place = scene.view.places.get(item);
    if (!place) continue;
    const { x, y } = toScreen(place);
    if (x < 20 || y < 20 || x > frame.width - 20 || y > frame.height - 20) {
      network.moveTo({ position: place, animation: false });
    }
  }
}
