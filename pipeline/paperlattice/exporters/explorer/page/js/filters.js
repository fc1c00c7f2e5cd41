/** What the filters let through, with the counts that each facet would have without itself. */

import {
  communities,
  communityOf,
  entityCount,
  factCount,
  factEntity,
  factPaper,
  factPredicate,
  factSupport,
  itemCount,
  PAPER,
  paperCount,
  papers,
  predicates,
  sources,
  typeOf,
  yearOf,
} from "./data.js";
import { openFilters, same } from "./state.js";

const TYPE = 1;
const PREDICATE = 2;
const YEAR = 4;
const SUPPORT = 8;
const COMMUNITY = 16;
const SOURCE = 32;
const HIDDEN = 64;

/** What `Passing.fact` says of an assertion that passes, and of one that only its entity's type
 * hides: that of an entity which is asked about is shown all the same. */
export const PASSES = 2;
export const BY_TYPE = 1;

const communityRow = new Map(communities.id.map((id, row) => [id, row]));

/**
 * @typedef {Object} Passing
 * @property {Uint8Array} item 1 for each item that passes
 * @property {Uint8Array} fact `PASSES` for each assertion that passes, `BY_TYPE` if only its type is hidden
 * @property {Int32Array} papersOf of each entity, the papers that pass with it
 * @property {boolean} all whether nothing is filtered
 * @property {number} papers @property {number} entities @property {number} facts
 * @property {{types: number[], predicates: number[], years: Map<number, number>, communities: number[], sources: number[]}} counts
 */

/** @param {import("./state.js").Filters} filters @returns {boolean} */
export function isOpen(filters) {
  return same(filters, openFilters());
}

/**
 * Apply the filters. An assertion passes if its predicate, support, paper and entity type do; an
 * entity passes if one of its assertions does; a paper passes by its year, community and source,
 * and, where predicates, types or support are filtered, if one of its assertions does.
 * @param {import("./state.js").Filters} filters @returns {Passing}
 */
export function applyFilters(filters) {
  const failing = failingPapers(filters);
  const counts = emptyCounts();
  const item = new Uint8Array(itemCount);
  const fact = new Uint8Array(factCount);
  const papersOf = new Int32Array(entityCount);
  const lastPaper = new Int32Array(entityCount).fill(-1);
  const typeSeen = new Uint8Array(entityCount);
  let facts = 0;
  for (let row = 0; row < factCount; row += 1) {
    const paper = factPaper[row];
    const entity = factEntity[row] - paperCount;
    const type = typeOf(factEntity[row]);
    let fails = failing[paper];
    if (filters.hiddenTypes.has(type)) fails |= TYPE;
    if (filters.hiddenPredicates.has(factPredicate[row])) fails |= PREDICATE;
    if (factSupport[row] < filters.support) fails |= SUPPORT;
    if (filters.hiddenItems.has(factEntity[row])) fails |= HIDDEN;
    if ((fails & ~TYPE) === 0 && !typeSeen[entity]) {
      typeSeen[entity] = 1;
      counts.types[type] += 1;
    }
    if ((fails & ~PREDICATE) === 0) counts.predicates[factPredicate[row]] += 1;
    if (fails === TYPE) fact[row] = BY_TYPE;
    if (fails) continue;
    fact[row] = PASSES;
    facts += 1;
    item[factEntity[row]] = 1;
    item[paper] = 1;
    if (lastPaper[entity] !== paper) {
      lastPaper[entity] = paper;
      papersOf[entity] += 1;
    }
  }
  countPapers(failing, counts, item, plainFacts(filters));
  const tally = (from, to) => item.subarray(from, to).reduce((sum, passes) => sum + passes, 0);
  counts.types[PAPER] = tally(0, paperCount);
  if (filters.hiddenTypes.has(PAPER)) item.fill(0, 0, paperCount);
  return {
    item,
    fact,
    papersOf,
    facts,
    counts,
    all: isOpen(filters),
    papers: tally(0, paperCount),
    entities: tally(paperCount, itemCount),
  };
}

/** Count papers by facet; `anyFact`: papers pass whatever their assertions. */
function countPapers(failing, counts, item, anyFact) {
  for (let paper = 0; paper < paperCount; paper += 1) {
    const fails = failing[paper];
    if (!fails && anyFact) item[paper] = 1;
    const year = yearOf(paper);
    if ((fails & ~YEAR) === 0 && year) counts.years.set(year, (counts.years.get(year) || 0) + 1);
    const community = communityRow.get(communityOf[paper]);
    if ((fails & ~COMMUNITY) === 0 && community !== undefined) counts.communities[community] += 1;
    if ((fails & ~SOURCE) === 0)
      for (const source of papers.sources[paper]) counts.sources[source] += 1;
  }
}

/** @returns {Uint8Array} for each paper the facets that it fails */
function failingPapers(filters) {
  const failing = new Uint8Array(paperCount);
  for (let paper = 0; paper < paperCount; paper += 1) {
    const year = yearOf(paper);
    if (filters.hiddenItems.has(paper)) failing[paper] |= HIDDEN;
    if (filters.from && year < filters.from) failing[paper] |= YEAR;
    if (filters.to && (year > filters.to || !year)) failing[paper] |= YEAR;
    if (
      filters.communities.size &&
      !filters.communities.has(communityRow.get(communityOf[paper]))
    ) {
      failing[paper] |= COMMUNITY;
    }
    if (
      filters.sources.size &&
      !papers.sources[paper].some((source) => filters.sources.has(source))
    ) {
      failing[paper] |= SOURCE;
    }
  }
  return failing;
}

function plainFacts(filters) {
  return (
    !filters.hiddenPredicates.size &&
    filters.support <= 1 &&
    [...filters.hiddenTypes].every((type) => type === PAPER)
  );
}

function emptyCounts() {
  return {
    types: new Array(PAPER + 1).fill(0),
    predicates: new Array(predicates.length).fill(0),
    years: new Map(),
    communities: new Array(communities.id.length).fill(0),
    sources: new Array(sources.length).fill(0),
  };
}
