/** Places for the few items around a focus: forces with given starts, the same for the same view. */

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const LINK_LENGTH = 150;
const REPULSION = 12000;

/** No two marks end nearer than this, in map units. */
const ROOM = 84;
const ROUNDS_APART = 40;

/**
 * Place items that have no place yet near what they are linked to, then let all free items settle.
 * @param {number[]} items @param {{a: number, b: number}[]} links
 * @param {Map<number, {x: number, y: number}>} fixed places that stay
 * @returns {Map<number, {x: number, y: number}>}
 */
export function settle(items, links, fixed) {
  const row = new Map(items.map((item, index) => [item, index]));
  const bonds = links.map(({ a, b }) => [row.get(a), row.get(b)]);
  const near = items.map(() => []);
  for (const [a, b] of bonds) {
    near[a].push(b);
    near[b].push(a);
  }
  const places = start(items, near, fixed);
  const x = Float64Array.from(places, (place) => place.x);
  const y = Float64Array.from(places, (place) => place.y);
  const free = Uint8Array.from(items, (item) => (fixed.has(item) ? 0 : 1));
  const rounds = Math.max(40, Math.min(90, Math.round(6e5 / (items.length * items.length + 1))));
  for (let round = 0; round < rounds; round += 1)
    step(x, y, bonds, free, near, 60 * (1 - round / rounds) + 1);
  for (let round = 0; round < ROUNDS_APART; round += 1) part(x, y, free);
  return new Map(items.map((item, index) => [item, { x: x[index], y: y[index] }]));
}

/** Move marks that are too near apart; one that is not free leaves the way to the other. */
function part(x, y, free) {
  for (let a = 0; a < x.length; a += 1) {
    for (let b = a + 1; b < x.length; b += 1) {
      const dx = x[a] - x[b] || 0.01;
      const dy = y[a] - y[b];
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (distance >= ROOM || !(free[a] + free[b])) continue;
      const move = (ROOM - distance) / distance / (free[a] + free[b]) / 2;
      x[a] += dx * move * free[a];
      y[a] += dy * move * free[a];
      x[b] -= dx * move * free[b];
      y[b] -= dy * move * free[b];
    }
  }
}

/** Fixed items first; then each beside its neighbours that have a place, turned by the golden angle. */
function start(items, near, fixed) {
  const places = items.map((item) => (fixed.has(item) ? { ...fixed.get(item) } : null));
  if (places.every((place) => place === null)) places[0] = { x: 0, y: 0 };
  items.forEach((item, index) => {
    if (places[index]) return;
    const known = near[index].map((other) => places[other]).filter(Boolean);
    const mean = (axis) => known.reduce((sum, place) => sum + place[axis], 0) / (known.length || 1);
    const angle = index * GOLDEN_ANGLE;
    const reach = LINK_LENGTH * (0.6 + 0.04 * Math.sqrt(index * items.length));
    places[index] = {
      x: mean("x") + Math.cos(angle) * reach,
      y: mean("y") + Math.sin(angle) * reach,
    };
  });
  return places;
}

/** Move the free places once, at most so far: all repel, bonds pull to their length. */
function step(x, y, bonds, free, near, most) {
  const forceX = new Float64Array(x.length);
  const forceY = new Float64Array(x.length);
  // Most of a view's time goes here: every pair, every round.
  for (let a = 0; a < x.length; a += 1) {
    const [ax, ay] = [x[a], y[a]];
    let [sumX, sumY] = [0, 0];
    for (let b = a + 1; b < x.length; b += 1) {
      const dx = ax - x[b];
      const dy = (ay - y[b]) * 1.5;
      const strength = REPULSION / (dx * dx + dy * dy + 100);
      sumX += dx * strength;
      sumY += dy * strength;
      forceX[b] -= dx * strength;
      forceY[b] -= dy * strength;
    }
    forceX[a] += sumX;
    forceY[a] += sumY;
  }
  for (const [a, b] of bonds) {
    const dx = x[b] - x[a];
    const dy = y[b] - y[a];
    const distance = Math.sqrt(dx * dx + dy * dy) + 0.01;
    const pull =
      ((distance - LINK_LENGTH) * 0.9) /
      distance /
      Math.sqrt(Math.min(near[a].length, near[b].length));
    forceX[a] += dx * pull;
    forceY[a] += dy * pull;
    forceX[b] -= dx * pull;
    forceY[b] -= dy * pull;
  }
  for (let a = 0; a < x.length; a += 1) {
    if (!free[a]) continue;
    const length = Math.hypot(forceX[a], forceY[a]) + 0.01;
    const far = Math.min(length * 0.2, most);
    x[a] += (forceX[a] / length) * far;
    y[a] += (forceY[a] / length) * far;
  }
}

/**
 * Place the ways between two items as rows from left to right; what several ways share stands
 * between their rows.
 * @param {number[][]} ways each with the same first and last item
 * @returns {Map<number, {x: number, y: number}>}
 */
export function layWays(ways) {
  const rows = new Map();
  const across = new Map();
  const widest = Math.max(...ways.map((way) => way.length));
  const width = 260 * (widest - 1);
  const apart = Math.max(110, Math.min(200, width / ways.length));
  ways.forEach((way, index) => {
    way.forEach((item, step) => {
      rows.set(item, [...(rows.get(item) || []), (index - (ways.length - 1) / 2) * apart]);
      if (!across.has(item)) across.set(item, (step / (way.length - 1) - 0.5) * width);
    });
  });
  const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return new Map([...rows].map(([item, own]) => [item, { x: across.get(item), y: mean(own) }]));
}

/**
 * Place a comparison: two items, what both have between them, the rest outside.
 * @returns {Map<number, {x: number, y: number}>}
 */
export function layComparison(a, b, both, left, right) {
  const places = new Map([
    [a, { x: -260, y: 0 }],
    [b, { x: 260, y: 0 }],
  ]);
  both.forEach((item, index) => {
    const row = index - (both.length - 1) / 2;
    places.set(item, { x: ((index % 2) - 0.5) * 60, y: row * 44 });
  });
  for (const [items, side] of [
    [left, -1],
    [right, 1],
  ]) {
    items.forEach((item, index) => {
      const part = items.length === 1 ? 0.5 : index / (items.length - 1);
      const angle = (part - 0.5) * Math.PI * 0.95;
      const reach = 250 + (index % 2) * 110;
      places.set(item, {
        x: side * (260 + Math.cos(angle) * reach),
        y: Math.sin(angle) * reach * 1.3,
      });
    });
  }
  return places;
}
