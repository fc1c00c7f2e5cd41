/** What is near an item: its neighbours, what occurs with it beyond chance, what papers share. */

import {
  entityCount,
  factEntity,
  factPaper,
  factPredicate,
  factsOf,
  isPaper,
  itemCount,
  paperCount,
  similarities,
} from "./data.js";
import { BY_TYPE, PASSES } from "./filters.js";

const weights = new Float64Array(itemCount).fill(-1);
const similarOf = new Map();
similarities.source.forEach((source, row) => {
  for (const paper of [source, similarities.target[row]]) {
    if (!similarOf.has(paper)) similarOf.set(paper, []);
    similarOf.get(paper).push(row);
  }
});

/**
 * @param {number} fact @param {import("./filters.js").Passing} passing
 * @param {number[]} asked the items that are asked about: their own type hides none of them
 * @returns {boolean} whether the filters let an assertion through
 */
export function holds(fact, passing, asked) {
  return (
    passing.fact[fact] === PASSES ||
    (passing.fact[fact] === BY_TYPE && asked.includes(factEntity[fact]))
  );
}

/**
 * @param {number} item @param {import("./filters.js").Passing} passing
 * @param {number[]} [asked] the items that are asked about
 * @returns {number[]} the items that a passing assertion joins it to, the strongest first
 */
export function neighbours(item, passing, asked = [item]) {
  const best = new Map();
  for (const fact of factsOf(item)) {
    if (!holds(fact, passing, asked)) continue;
    const other = isPaper(item) ? factEntity[fact] : factPaper[fact];
    if (!best.has(other) || factPredicate[fact] < best.get(other))
      best.set(other, factPredicate[fact]);
  }
  const weight = (other) => (isPaper(other) ? 0 : passing.papersOf[other - paperCount]);
  return [...best.keys()].sort(
    (a, b) => best.get(a) - best.get(b) || weight(b) - weight(a) || a - b,
  );
}

/** @param {number} item @returns {number[]} what it is linked to, whatever the filters say */
export function linked(item) {
  const others = factsOf(item).map((fact) => (isPaper(item) ? factEntity[fact] : factPaper[fact]));
  return [...new Set(others)];
}

/** @param {number} item @returns {number} how many others it is linked to */
export function weightOf(item) {
  if (weights[item] < 0) weights[item] = linked(item).length;
  return weights[item];
}

/** @returns {number[]} what passing assertions join an item to, in no order of strength */
export function joined(item, passing, asked) {
  const others = new Set();
  for (const fact of factsOf(item))
    if (holds(fact, passing, asked)) others.add(isPaper(item) ? factEntity[fact] : factPaper[fact]);
  return [...others];
}

/** @returns {number[]} the assertions between two items, whichever is the paper */
export function factsBetween(a, b) {
  const [paper, entity] = isPaper(a) ? [a, b] : [b, a];
  if (isPaper(entity) || !isPaper(paper)) return [];
  return factsOf(paper).filter((fact) => factEntity[fact] === entity);
}

let counted = { entity: -1, passing: null, found: [] };

/**
 * What an entity occurs with. Lift is how many times more papers name both than would if the two
 * were named independently; pairs of one paper are left out unless `least` is 1.
 * @param {number} entity @param {import("./filters.js").Passing} passing
 * @returns {{entity: number, papers: number, lift: number, strength: number}[]} the most telling first
 */
export function companions(entity, passing, least = 2) {
  // The map, the panel and the list ask for the same.
  if (counted.entity !== entity || counted.passing !== passing)
    counted = { entity, passing, found: countCompanions(entity, passing) };
  return counted.found.filter(({ papers }) => papers >= least);
}

function countCompanions(entity, passing) {
  const own = papersNaming(entity, passing);
  const shared = new Int32Array(entityCount);
  const last = new Int32Array(entityCount).fill(-1);
  for (const paper of own) {
    for (const fact of factsOf(paper)) {
      const row = factEntity[fact] - paperCount;
      if (passing.fact[fact] !== PASSES || last[row] === paper) continue;
      last[row] = paper;
      shared[row] += 1;
    }
  }
  const found = [];
  const total = paperTotal(passing, own.length);
  shared.forEach((papers, row) => {
    if (!papers || row === entity - paperCount) return;
    const lift = papers / ((own.length * passing.papersOf[row]) / total);
    found.push({ entity: paperCount + row, papers, lift, strength: papers * Math.log(1 + lift) });
  });
  return found.sort((a, b) => b.strength - a.strength || a.entity - b.entity);
}

/** @returns {number[]} the papers that name an entity and pass, whatever the entity's type */
export function papersNaming(entity, passing) {
  const found = new Set();
  for (const fact of factsOf(entity)) if (passing.fact[fact] >= BY_TYPE) found.add(factPaper[fact]);
  return [...found];
}

/** @param {number} paper @returns {{paper: number, weight: number, shared: number[]}[]} the most similar first */
export function similarPapers(paper) {
  return (similarOf.get(paper) || [])
    .map((row) => ({
      paper:
        similarities.source[row] === paper ? similarities.target[row] : similarities.source[row],
      weight: similarities.weight[row],
      shared: similarities.shared[row],
    }))
    .sort((a, b) => b.weight - a.weight || a.paper - b.paper);
}

/**
 * @param {number} a @param {number} b @param {import("./filters.js").Passing} passing
 * @returns {{both: number[], left: number[], right: number[]}} the rarest first
 */
export function compare(a, b, passing) {
  const ofA = joined(a, passing, [a, b]);
  const ofB = joined(b, passing, [a, b]);
  const rarest = (x, y) => factsOf(x).length - factsOf(y).length || x - y;
  return {
    both: ofA.filter((item) => ofB.includes(item)).sort(rarest),
    left: ofA.filter((item) => !ofB.includes(item)).sort(rarest),
    right: ofB.filter((item) => !ofA.includes(item)).sort(rarest),
  };
}

/** Papers may be hidden from the map and still be what is counted. */
function paperTotal(passing, atLeast) {
  return Math.max(passing.counts.types[passing.counts.types.length - 1], atLeast);
}
