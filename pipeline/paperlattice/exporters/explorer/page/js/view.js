/** From what the reader asks for to what the map draws: items, links and places. */

import {
  communities,
  communityOf,
  entityCount,
  factCount,
  factEntity,
  factPaper,
  firstMap,
  isPaper,
  itemCount,
  PAPER,
  paperCount,
  placeOf,
  typeOf,
} from "./data.js";
import { PASSES } from "./filters.js";
import { boxOf } from "./frame.js";
import { layComparison, layWays, settle } from "./layout.js";
import { pathsBetween } from "./paths.js";
import { companions, compare, joined, neighbours, similarPapers } from "./relations.js";

const MOST_ENTITIES = 110;
const MOST_PAPERS = 400;
const MOST_LINKS = 1200;
const MOST_CROSSING = 120;
const FOR_EACH_COMMUNITY = 3;
const FIRST_RING = 40;
const SECOND_RING = 36;
const FEW = 16;
const EXPANSION = 25;
const SIDE = 14;
const homeBox = boxOf(firstMap.nodes);

/**
 * @typedef {Object} View
 * @property {number[]} items
 * @property {{a: number, b: number}[]} links
 * @property {Map<number, {x: number, y: number}>} places
 * @property {import("./frame.js").Box} box the room that the view is laid out in; more may lie beside it
 * @property {boolean} hulls whether communities are drawn
 * @property {string} key equal for equal views
 * @property {boolean} [close] whether the map shows some communities only
 * @property {"map"|"around"|"path"|"compare"} kind
 */

/**
 * @param {import("./state.js").State} state @param {import("./filters.js").Passing} passing
 * @returns {View}
 */
export function viewOf(state, passing) {
  if (state.show === "path") return pathView(...state.items, passing);
  if (state.show === "compare") return comparisonView(...state.items, passing);
  if (state.around.length) return aroundView(state.around, passing);
  const view = passing.all ? firstView() : filteredView(passing, state.filters.communities);
  return state.items.length ? withNeighbours(view, state.items, passing) : view;
}

/** The map as pyvis gives it. */
function firstView() {
  const items = firstMap.nodes.map((node) => node.id);
  const links = firstMap.edges.map((edge) => ({ a: edge.from, b: edge.to }));
  const places = new Map(firstMap.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
  return { items, links, places, box: homeBox, hulls: true, kind: "map", close: false, key: "map" };
}

/** The same choice as the first map's, among what the filters leave; of chosen communities, their own. */
function filteredView(passing, chosen) {
  const home = new Set([...chosen].map((row) => communities.id[row]));
  const ranked = Array.from({ length: entityCount }, (_, row) => row)
    .filter((row) => passing.item[paperCount + row] && passing.papersOf[row])
    .filter((row) => !home.size || home.has(communityOf[paperCount + row]))
    .sort((a, b) => passing.papersOf[b] - passing.papersOf[a] || a - b);
  const rows = [...new Set([...leading(ranked, passing), ...ranked])].slice(0, MOST_ENTITIES);
  const entities = new Set(rows.map((row) => paperCount + row));
  const papersHidden = passing.papers === 0;
  const facts = papersHidden ? [] : factsOn(entities, passing);
  const links = papersHidden ? pairs([...entities], passing) : factLinks(facts, passing);
  const items = new Set([...entities, ...facts.map((fact) => factPaper[fact])]);
  for (let paper = 0; paper < paperCount && items.size < MOST_PAPERS; paper += 1) {
    if (passing.item[paper]) items.add(paper);
  }
  return placed(
    [...items].sort((a, b) => a - b),
    links,
    { hulls: true, kind: "map", close: home.size > 0, ...(home.size ? {} : { box: homeBox }) },
  );
}

/** The entities that join most papers of each community, so that none is left out of the map. */
function leading(ranked, passing) {
  const taken = new Map();
  return ranked.filter((row) => {
    const community = communityOf[paperCount + row];
    taken.set(community, (taken.get(community) || 0) + 1);
    return passing.papersOf[row] > 1 && taken.get(community) <= FOR_EACH_COMMUNITY;
  });
}

/** @returns {number[]} what papers, not too many, say of some entities */
function factsOn(entities, passing) {
  const papers = new Set();
  const found = [];
  for (let fact = 0; fact < factCount; fact += 1) {
    const paper = factPaper[fact];
    if (passing.fact[fact] !== PASSES || !entities.has(factEntity[fact])) continue;
    if (!papers.has(paper) && papers.size >= MOST_PAPERS) continue;
    papers.add(paper);
    found.push(fact);
  }
  return found;
}

/** Links from papers to entities: those inside communities, and the rarest of the others. */
function factLinks(facts, passing) {
  const seen = new Set();
  const inside = [];
  const between = [];
  for (const fact of facts) {
    const a = factPaper[fact];
    const b = factEntity[fact];
    if (seen.has(a * itemCount + b)) continue;
    seen.add(a * itemCount + b);
    (communityOf[a] === communityOf[b] ? inside : between).push({ a, b });
  }
  const rare = (x, y) => passing.papersOf[x.b - paperCount] - passing.papersOf[y.b - paperCount];
  const room = inside.length + between.length <= 500 ? between.length : MOST_CROSSING;
  return [
    ...inside.sort(rare).slice(0, MOST_LINKS - Math.min(room, between.length)),
    ...between.sort(rare).slice(0, room),
  ];
}

/** Links between entities that share papers, for when papers are hidden. */
function pairs(entities, passing) {
  const chosen = new Set(entities);
  const found = [];
  for (const a of entities) {
    for (const { entity, strength } of companions(a, passing, 1).slice(0, 12)) {
      if (a < entity && chosen.has(entity)) found.push({ a, b: entity, strength });
    }
  }
  return found.sort((x, y) => y.strength - x.strength).slice(0, 300);
}

/** Add what an item is linked to, where that is not on the map yet. */
function withNeighbours(view, items, passing) {
  const present = new Set(view.items);
  const extra = items
    .flatMap((item) => [item, ...neighbours(item, passing).slice(0, FIRST_RING)])
    .filter((item) => !present.has(item));
  if (!extra.length) return view;
  const places = new Map(view.places);
  for (const item of extra) places.set(item, placeOf(item));
  const added = [...new Set(extra)];
  return { ...view, items: [...view.items, ...added], places, key: `${view.key}+${added.join()}` };
}

/** The neighbourhood of one item, grown by those of others; what has a place keeps it. */
function aroundView(centres, passing) {
  const papersHidden = passing.papers === 0;
  let items = [];
  let links = [];
  let places = new Map();
  let box = null;
  centres.forEach((centre, index) => {
    const ring =
      index === 0
        ? firstRing(centre, passing, papersHidden)
        : expansion(centre, items, passing, papersHidden);
    items = [...new Set([...items, centre, ...ring])];
    links = linksAmong(items, passing, papersHidden, centres.slice(0, index + 1));
    places = settle(items, links, places);
    box = box || boxOf(places.values());
  });
  const key = `around ${centres.join()} ${items.join()} ${links.length}`;
  return { items, links, places, box, hulls: false, kind: "around", key };
}

function firstRing(centre, passing, papersHidden) {
  if (isPaper(centre)) {
    const near = neighbours(centre, passing).slice(0, FIRST_RING);
    const similar = similarPapers(centre)
      .map((row) => row.paper)
      .filter((paper) => passing.item[paper]);
    return [...near, ...similar.slice(0, 8)];
  }
  const telling = companions(centre, passing, papersHidden ? 1 : 2);
  const others = (
    telling.length < FEW ? companions(centre, passing, 1).slice(0, FEW) : telling
  ).map((row) => row.entity);
  if (papersHidden) return others.slice(0, FIRST_RING + SECOND_RING);
  return [...neighbours(centre, passing).slice(0, FIRST_RING), ...others.slice(0, SECOND_RING)];
}

function expansion(centre, present, passing, papersHidden) {
  const all =
    papersHidden && !isPaper(centre)
      ? companions(centre, passing, 1).map((row) => row.entity)
      : neighbours(centre, passing);
  return all.filter((item) => !present.includes(item)).slice(0, EXPANSION);
}

/** @returns {number} how many of an item's neighbours the map does not show yet */
export function leftAround(item, view, passing) {
  const present = new Set(view.items);
  return neighbours(item, passing).filter((other) => !present.has(other)).length;
}

function linksAmong(items, passing, papersHidden, centres) {
  const present = new Set(items);
  if (papersHidden) {
    return centres.flatMap((centre) =>
      (isPaper(centre)
        ? neighbours(centre, passing)
        : companions(centre, passing, 1).map((row) => row.entity)
      )
        .filter((item) => present.has(item))
        .map((item) => ({ a: centre, b: item })),
    );
  }
  return items.filter(isPaper).flatMap((paper) =>
    neighbours(paper, passing, centres)
      .filter((entity) => present.has(entity))
      .map((entity) => ({ a: paper, b: entity })),
  );
}

function pathView(from, to, passing) {
  const ways = pathsBetween(from, to, passing);
  const places = ways.length
    ? layWays(ways)
    : new Map([
        [from, { x: -200, y: 0 }],
        [to, { x: 200, y: 0 }],
      ]);
  const links = ways.flatMap((way) =>
    way.slice(1).map((item, step) => ({ a: way[step], b: item })),
  );
  return {
    items: [...places.keys()],
    links,
    places,
    box: boxOf(places.values()),
    hulls: false,
    kind: "path",
    key: `path ${from} ${to} ${ways.map((way) => way.join()).join(" ")}`,
  };
}

function comparisonView(a, b, passing) {
  const { both, left, right } = compare(a, b, passing);
  const shown = [both.slice(0, 2 * SIDE), left.slice(0, SIDE), right.slice(0, SIDE)];
  const places = layComparison(a, b, ...shown);
  const ends = [a, b].map((end) => ({ end, own: new Set(joined(end, passing, [a, b])) }));
  const links = [...places.keys()]
    .slice(2)
    .flatMap((item) =>
      ends.filter(({ own }) => own.has(item)).map(({ end }) => ({ a: end, b: item })),
    );
  return {
    items: [...places.keys()],
    links,
    places,
    box: boxOf(places.values()),
    hulls: false,
    kind: "compare",
    key: `compare ${[...places.keys()].join()}`,
  };
}

function placed(items, links, rest) {
  const places = new Map(items.map((item) => [item, placeOf(item)]));
  const key = `map ${items.join()} ${links.length}`;
  return { items, links, places, box: boxOf(places.values()), key, ...rest };
}

/**
 * The rows of the list: on the whole map all that passes, else what the map shows.
 * @param {View} view @param {import("./filters.js").Passing} passing @returns {number[]}
 */
export function listed(view, passing) {
  if (view.kind !== "map")
    return view.items.filter(
      (item) => typeOf(item) !== PAPER || view.kind !== "around" || passing.papers,
    );
  return Array.from(passing.item.keys()).filter((item) => passing.item[item]);
}
