/** The map: one vis-network that holds the view's items, exchanged as a whole. */

import { firstMap, isPaper, labelOf, typeName, typeOf } from "./data.js";
import { byId, clip, plural } from "./dom.js";
import { drawAbove, drawBelow, drawMark, growth } from "./draw.js";
import { framing, stretched } from "./frame.js";
import { groupAt, itemAt, itemTowards, linkAt, paperFirst } from "./hits.js";
import { weightOf } from "./relations.js";
import { emptyScene, litItems, radiusOf } from "./scene.js";

const HOVER_DELAY = 80;

let network = null;
let given = emptyScene().view;
let scene = emptyScene();
let labels = [];
let fitted = 1;
let frame = { width: 0, height: 0 };
let painted = false;
let handlers = {};

/**
 * @typedef {Object} Picture the map as it stands
 * @property {import("./scene.js").Scene} scene
 * @property {Object[]} labels those drawn, with their boxes on the screen
 * @property {function({x: number, y: number}): {x: number, y: number}} toScreen
 * @property {function(number): number} radius of an item's mark on the screen
 */

/**
 * Start the map.
 * @param {{onItem: function(number, MouseEvent), onLink: function(number, number), onEmpty: function(), onGroup: function(number), onExpand: function(number), onMenu: function({item: number, link: {a: number, b: number}|null, x: number, y: number})}} given
 */
export function startMap(given) {
  handlers = given;
  const container = byId("map");
  frame = { width: container.clientWidth, height: container.clientHeight };
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
    const item = itemAt(picture(), pointOf(event));
    if (item >= 0) handlers.onExpand(item);
    else fit();
  });
  container.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    menu(pointOf(event));
  });
  // Not every browser opens a context menu for a long touch.
  network.on("hold", ({ pointer, event }) => {
    if (event.pointerType === "touch") menu(pointer.DOM);
  });
  container.addEventListener("pointermove", hover);
  container.addEventListener("pointerleave", () => setHovered(-1));
  new ResizeObserver(resized).observe(container);
  document.addEventListener("themechange", () => network.redraw());
}

/**
 * Show a view, and what in it is chosen.
 * @param {import("./view.js").View} view
 * @param {{chosen: number[], link: {a: number, b: number}|null, passing: import("./filters.js").Passing}} state
 */
export function showView(view, { chosen, link, passing }) {
  const before = given;
  const same = view.key === before.key;
  given = view;
  scene = {
    view: same ? scene.view : { ...view, places: stretched(view, frame) },
    chosen: new Set(chosen),
    lit: null,
    hovered: -1,
    link,
    passing,
  };
  scene.lit = litItems(scene);
  if (same) network.redraw();
  else exchange(before);
  if (view.kind === "map") bringIntoSight(chosen);
}

/**
 * Give vis-network other items; a map that only loses or gains some keeps its camera. Links are
 * drawn here as one path: as vis-network's own, each an object, they would take most of the time.
 */
function exchange(before) {
  const { view } = scene;
  const stay =
    before.kind === "map" &&
    view.kind === "map" &&
    before.items.length &&
    view.items.length &&
    before.close === view.close;
  const camera = { position: network.getViewPosition(), scale: network.getScale() };
  load();
  if (stay) network.moveTo({ ...camera, animation: false });
  else fit();
}

function load() {
  const { items, places } = scene.view;
  network.setData({ nodes: items.map((item) => ({ id: item, ...places.get(item) })), edges: [] });
}

function resized() {
  const { clientWidth: width, clientHeight: height } = byId("map");
  if (!width || (width === frame.width && height === frame.height)) return;
  frame = { width, height };
  scene.view = { ...given, places: stretched(given, frame) };
  load();
  fit();
}

/** Show the whole view. */
export function fit() {
  const { position, scale } = framing(scene.view.places, frame, scene.view.hulls);
  fitted = scale;
  network.moveTo({ position, scale, animation: false });
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

/** @returns {Picture} */
export function picture() {
  const larger = grown();
  const radius = (item) => radiusOf(item, scene.view.kind) * larger;
  return { scene, labels, toScreen, radius };
}

/** @returns {number} the item of the view that lies next in a direction, -1 for none */
export function nextItem(from, dx, dy) {
  return itemTowards(picture(), from, dx, dy);
}

/** Open the menu of an item as if it had been asked for beside its mark. */
export function menuOf(item) {
  const place = scene.view.places.get(item);
  const { x, y } = place ? toScreen(place) : { x: frame.width / 2, y: frame.height / 2 };
  handlers.onMenu({ item, link: null, ...onPage({ x: x + 12, y: y + 12 }) });
}

function menu(point) {
  const item = itemAt(picture(), point);
  const link = item < 0 ? linkAt(picture(), point) : null;
  setHovered(-1);
  handlers.onMenu({ item, link: link && paperFirst(link), ...onPage(point) });
}

function onPage({ x, y }) {
  const { left, top } = byId("map").getBoundingClientRect();
  return { x: x + left, y: y + top };
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
  labels = drawAbove(context, scene, { width, height }, toScreen, network.getScale() / fitted);
  context.restore();
  if (!painted && given.key) {
    painted = true;
    performance.mark("first-picture");
  }
}

function grown() {
  return growth(network.getScale() / fitted, Math.min(frame.width, frame.height));
}

function toScreen(place) {
  return network.canvasToDOM(place);
}

function click({ pointer, event }) {
  const item = itemAt(picture(), pointer.DOM);
  if (item >= 0) return handlers.onItem(item, event.srcEvent);
  const group = groupAt(picture(), pointer.DOM);
  if (group >= 0) return handlers.onGroup(group);
  const link = linkAt(picture(), pointer.DOM);
  if (!link) return handlers.onEmpty();
  const { a, b } = paperFirst(link);
  return handlers.onLink(a, b);
}

function pointOf(event) {
  const { left, top } = byId("map").getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

let waiting = 0;

function hover(event) {
  const point = pointOf(event);
  clearTimeout(waiting);
  if (event.buttons) return;
  waiting = setTimeout(() => setHovered(itemAt(picture(), point), point), HOVER_DELAY);
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
  tip.style.left = `${Math.max(4, Math.min(point.x + 14, frame.width - 300))}px`;
  tip.style.top = `${Math.min(point.y + 18, frame.height - 60)}px`;
}

/** Centre what is chosen if it is not in sight; never move otherwise. */
function bringIntoSight(chosen) {
  for (const item of chosen.slice(0, 1)) {
    const place = scene.view.places.get(item);
    if (!place) continue;
    const { x, y } = toScreen(place);
    if (x < 20 || y < 20 || x > frame.width - 20 || y > frame.height - 20) {
      network.moveTo({ position: place, animation: false });
    }
  }
}
