/** What lies under a point of the map, and what lies next in a direction. */

import { isPaper } from "./data.js";

const REACH = matchMedia("(pointer: coarse)").matches ? 14 : 6;
const LINK_REACH = 4;

/** A mark that is dimmed yields to a bright one this near, in pixels. */
const DIM = 3;

/**
 * @param {import("./map.js").Picture} picture @param {{x: number, y: number}} point on the screen
 * @returns {number} the item whose mark or label is under the point, -1 for none
 */
export function itemAt({ scene, labels, toScreen, radius }, { x, y }) {
  let best = -1;
  let least = REACH;
  for (const [item, place] of scene.view.places) {
    const at = toScreen(place);
    const dim = scene.lit && !scene.lit.has(item) ? DIM : 0;
    const distance = Math.hypot(at.x - x, at.y - y) - radius(item) + dim;
    if (distance < least) {
      least = distance;
      best = item;
    }
  }
  if (best >= 0) return best;
  const label = labelAt(labels, { x, y });
  return label && label.item !== undefined ? label.item : -1;
}

/** @returns {number} the community, by row, whose name is under the point, -1 for none */
export function groupAt({ labels }, point) {
  const label = labelAt(labels, point);
  return label && label.group !== undefined ? label.group : -1;
}

/** @returns {{a: number, b: number}|null} the link under the point, that of a chosen item first */
export function linkAt({ scene, toScreen }, { x, y }) {
  const { places, links } = scene.view;
  const ends = ({ a, b }) => [toScreen(places.get(a)), toScreen(places.get(b))];
  const near = links
    .map((link) => ({ link, distance: distanceTo(x, y, ...ends(link)) }))
    .filter(({ distance }) => distance < LINK_REACH);
  const lit = ({ a, b }) => (scene.chosen.has(a) || scene.chosen.has(b) ? 0 : 1);
  near.sort((one, two) => lit(one.link) - lit(two.link) || one.distance - two.distance);
  return near.length ? near[0].link : null;
}

/** @returns {number} the item linked to another that lies next in a direction, -1 for none */
export function itemTowards({ scene }, from, dx, dy) {
  const { places, links } = scene.view;
  const start = places.get(from);
  if (!start) return -1;
  let best = -1;
  let least = Infinity;
  for (const { a, b } of links) {
    if (a !== from && b !== from) continue;
    const other = a === from ? b : a;
    const place = places.get(other);
    const along = (place.x - start.x) * dx + (place.y - start.y) * dy;
    const aside = Math.abs((place.x - start.x) * dy) + Math.abs((place.y - start.y) * dx);
    if (along > aside * 0.5 && along + aside * 2 < least) {
      least = along + aside * 2;
      best = other;
    }
  }
  return best;
}

/** @returns {{a: number, b: number}} the link with its paper first, if it has one */
export function paperFirst({ a, b }) {
  return isPaper(b) && !isPaper(a) ? { a: b, b: a } : { a, b };
}

function labelAt(labels, { x, y }) {
  return labels.find((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
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
