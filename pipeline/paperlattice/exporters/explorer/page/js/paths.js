/** The shortest ways between two items, each through other entities than the ways before it. */

import { isPaper, itemCount } from "./data.js";
import { joined, weightOf } from "./relations.js";

/** Beyond this, a way says nothing. */
const LONGEST = 8;

const MOST = 6;
let found = { from: -1, to: -1, passing: null, ways: [] };

/**
 * Find ways between two items along the assertions that the filters let through, the cheapest
 * first: a step through an item costs more, the more it is linked to, so that rare entities win
 * over common ones.
 * @param {number} from @param {number} to @param {import("./filters.js").Passing} passing
 * @returns {number[][]} the ways as items, both ends included
 */
export function pathsBetween(from, to, passing) {
  // The map and the panel ask for the same.
  if (found.from !== from || found.to !== to || found.passing !== passing)
    found = { from, to, passing, ways: search(from, to, passing) };
  return found.ways;
}

function search(from, to, passing) {
  const used = new Set();
  const ways = [];
  while (ways.length < MOST) {
    const way = cheapest(from, to, used, passing);
    if (!way || (ways.length && way.length > ways[0].length + 2)) break;
    ways.push(way);
    if (way.length < 3) break;
    const inner = way.slice(1, -1);
    const through = inner.filter((item) => !isPaper(item));
    // A paper may serve several ways, but for those that no entity tells apart.
    for (const item of through.length ? through : inner) used.add(item);
  }
  return ways;
}

/** Dijkstra's algorithm with a binary heap of [cost, item]. */
function cheapest(from, to, barred, passing) {
  const cost = new Float64Array(itemCount).fill(Infinity);
  const before = new Int32Array(itemCount).fill(-1);
  const steps = new Int32Array(itemCount);
  const heap = [[0, from]];
  cost[from] = 0;
  while (heap.length) {
    const [paid, item] = pop(heap);
    if (item === to) return trace(before, to);
    if (paid > cost[item] || steps[item] >= LONGEST) continue;
    for (const next of joined(item, passing, [from, to])) {
      if (barred.has(next) || (next === to && item === from && barred.has(to))) continue;
      const price = paid + (next === to ? 1 : 1 + 0.35 * Math.log2(1 + weightOf(next)));
      if (price < cost[next]) {
        cost[next] = price;
        before[next] = item;
        steps[next] = steps[item] + 1;
        push(heap, [price, next]);
      }
    }
  }
  return null;
}

function trace(before, to) {
  const way = [to];
  while (before[way[0]] >= 0) way.unshift(before[way[0]]);
  return way;
}

function less(a, b) {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

function push(heap, entry) {
  heap.push(entry);
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!less(heap[at], heap[parent])) return;
    [heap[at], heap[parent]] = [heap[parent], heap[at]];
    at = parent;
  }
}

function pop(heap) {
  const top = heap[0];
  const last = heap.pop();
  if (!heap.length) return top;
  heap[0] = last;
  let at = 0;
  for (;;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && less(heap[child], heap[least])) least = child;
    }
    if (least === at) return top;
    [heap[at], heap[least]] = [heap[least], heap[at]];
    at = least;
  }
}
