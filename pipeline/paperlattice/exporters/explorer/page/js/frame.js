/** How a view fills the frame: stretched to its shape, and the camera that shows all of it. */

const MARGIN = 46;
const NAME = 24;

/** A view is drawn out along one axis at most so far. */
const MOST_STRETCH = 1.7;
const CLOSEST = 2.2;

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/** @param {Iterable<{x: number, y: number}>} places @returns {Box} the box that just holds them */
export function boxOf(places) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of places) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box.left <= box.right ? box : { left: 0, right: 0, top: 0, bottom: 0 };
}

/**
 * Draw a view out along the longer side of the frame, so that a narrow screen is used too.
 * @param {import("./view.js").View} view @param {{width: number, height: number}} frame
 * @returns {Map<number, {x: number, y: number}>} the places, those of equal boxes in equal measure
 */
export function stretched({ places, box }, { width, height }) {
  const wide = box.right - box.left;
  const tall = box.bottom - box.top;
  if (!(wide && tall && width && height)) return places;
  const ratio = ((width - 2 * MARGIN) * tall) / ((height - 2 * MARGIN) * wide);
  const across = Math.min(MOST_STRETCH, Math.max(1, ratio));
  const down = Math.min(MOST_STRETCH, Math.max(1, 1 / ratio));
  return new Map([...places].map(([item, { x, y }]) => [item, { x: x * across, y: y * down }]));
}

/**
 * The camera that just shows some places.
 * @param {Map<number, {x: number, y: number}>} places @param {{width: number, height: number}} frame
 * @param {boolean} hulls whether communities, with a name above each, are drawn
 */
export function framing(places, { width, height }, hulls) {
  if (!places.size || !width) return { position: { x: 0, y: 0 }, scale: 1 };
  const box = boxOf(places.values());
  const room = (size) => Math.max(60, size - 2 * MARGIN);
  const scale = Math.min(
    CLOSEST,
    room(width) / ((box.right - box.left) * (hulls ? 1 : 1.12) || 1),
    room(height - (hulls ? NAME : 0)) / (box.bottom - box.top || 1),
  );
  const y = (box.top + box.bottom) / 2 - (hulls ? NAME / 2 : 6) / scale;
  return { position: { x: (box.left + box.right) / 2, y }, scale };
}
