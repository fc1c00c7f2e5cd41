/** The page's data, and the plain questions that can be asked of it. Items are numbered: papers
 * first, entities after them. */

const raw = JSON.parse(document.getElementById("data").textContent);

export const types = raw.types;
export const predicates = raw.predicates;
export const sources = raw.sources;
export const communities = raw.communities;
export const firstMap = raw.network;
export const papers = raw.papers;
export const entities = raw.entities;
export const similarities = raw.similarities;
export const communityOf = raw.community;
export const about = {
  base: raw.base,
  ontology: raw.ontology,
  refused: raw.refused,
  records: raw.records,
};

export const paperCount = papers.id.length;
export const entityCount = entities.id.length;
export const itemCount = paperCount + entityCount;

/** The type number that stands for papers, after those of the entities. */
export const PAPER = types.length;

const mentions = raw.mentions;
const sentences = raw.sentences;
const facts = raw.assertions;

const firstMention = starts(mentions.count);
const firstSentence = starts(sentences.count);
const firstFact = starts(facts.count);

/** How many assertions there are; each is known by its row. */
export const factCount = facts.entity.length;

/** The paper of every assertion. */
export const factPaper = new Int32Array(factCount);
facts.count.forEach((count, paper) =>
  factPaper.fill(paper, firstFact[paper], firstFact[paper] + count),
);

/** The entity item, predicate number and support of every assertion. */
export const factEntity = Int32Array.from(facts.entity);
export const factPredicate = facts.predicate;
export const factSupport = facts.support;

const factsByEntity = groupFacts();
const years = Uint16Array.from(papers.published, (date) => Number(date.slice(0, 4)) || 0);
const itemOfKey = new Map();
papers.id.forEach((id, paper) => itemOfKey.set(`paper/${id}`, paper));
entities.id.forEach((id, row) => itemOfKey.set(id, paperCount + row));

const narrower = new Map();
entities.broader.forEach((parents, row) => {
  for (const parent of parents) {
    if (!narrower.has(parent)) narrower.set(parent, []);
    narrower.get(parent).push(paperCount + row);
  }
});

/** @param {number[]} counts @returns {Int32Array} where each group starts, and the end */
function starts(counts) {
  const first = new Int32Array(counts.length + 1);
  counts.forEach((count, row) => {
    first[row + 1] = first[row] + count;
  });
  return first;
}

/** @returns {number[][]} the assertions of each entity, by row of the entity */
function groupFacts() {
  const grouped = Array.from({ length: entityCount }, () => []);
  for (let fact = 0; fact < factCount; fact += 1) grouped[factEntity[fact] - paperCount].push(fact);
  return grouped;
}

/** @param {number} item @returns {boolean} */
export function isPaper(item) {
  return item < paperCount;
}

/** @param {number} item @returns {number} the type's number, `PAPER` for a paper */
export function typeOf(item) {
  return isPaper(item) ? PAPER : entities.type[item - paperCount];
}

const typeNames = [...types, "Paper"].map((name) => {
  const spaced = name.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  return spaced[0] + spaced.slice(1).toLowerCase();
});

/** @param {number} type @returns {string} the type's name as people read it */
export function typeName(type) {
  return typeNames[type];
}

/** @param {number} type @returns {string} the type's name as the data writes it */
export function rawTypeName(type) {
  return type === PAPER ? "Paper" : types[type];
}

/** @param {string} predicate @returns {string} the predicate as people read it */
export function predicateName(predicate) {
  return predicate.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/** @param {number} item @returns {string} the full label or title */
export function labelOf(item) {
  return (isPaper(item) ? papers.title[item] : entities.label[item - paperCount]) || "(no title)";
}

/** @param {number} item @returns {string} the label that fits on a map */
export function shortLabelOf(item) {
  return isPaper(item) ? labelOf(item) : entities.short[item - paperCount] || labelOf(item);
}

/** @param {number} item @returns {string} what addresses and exports call the item */
export function keyOf(item) {
  return isPaper(item) ? `paper/${papers.id[item]}` : entities.id[item - paperCount];
}

/** @param {string} key @returns {number} the item, -1 where there is none */
export function itemOf(key) {
  return itemOfKey.has(key) ? itemOfKey.get(key) : -1;
}

/** @param {number} item @returns {string} the item's IRI */
export function iriOf(item) {
  const quote = (text) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const parts = isPaper(item) ? ["paper", papers.id[item]] : keyOf(item).split("/");
  return about.base + parts.map(quote).join("/");
}

/** @param {number} item @returns {{x: number, y: number}} where it stands on the map */
export function placeOf(item) {
  return { x: raw.x[item], y: raw.y[item] };
}

/** @param {number} item @returns {number[]} the assertions that join it to others */
export function factsOf(item) {
  if (!isPaper(item)) return factsByEntity[item - paperCount];
  return range(firstFact[item], firstFact[item + 1]);
}

/** @param {number} entity @returns {number[]} the entities right below it */
export function narrowerOf(entity) {
  return narrower.get(entity) || [];
}

/** @param {number} paper @returns {number[]} its mentions, in the order of the text */
export function mentionsOf(paper) {
  return range(firstMention[paper], firstMention[paper + 1]);
}

/** @param {number} fact @returns {number[]} the mentions behind an assertion */
export function evidenceOf(fact) {
  const first = firstMention[factPaper[fact]];
  return facts.evidence[fact].map((row) => first + row);
}

/** @param {number} fact @returns {{rule: string, score: number, support: number}} */
export function groundsOf(fact) {
  return {
    rule: raw.rules[facts.rule[fact]],
    score: facts.score[fact] / 100,
    support: facts.support[fact],
  };
}

/** @param {number} mention @returns {{start: number, end: number, entity: number, rule: string, score: number}} */
export function mentionAt(mention) {
  const start = mentions.start[mention];
  return {
    start,
    end: start + mentions.length[mention],
    entity: mentions.entity[mention],
    rule: raw.rules[mentions.rule[mention]],
    score: mentions.score[mention] / 100,
  };
}

/** @param {number} paper @param {number} mention @returns {{start: number, end: number}} */
export function sentenceOf(paper, mention) {
  const row = firstSentence[paper] + mentions.sentence[mention];
  return { start: sentences.start[row], end: sentences.end[row] };
}

/** @param {number} paper @returns {string} the text that offsets count in */
export function textOf(paper) {
  return `${papers.title[paper]}\n${papers.abstract[paper]}`;
}

/** @param {number} paper @returns {number} the year, 0 where it is not known */
export function yearOf(paper) {
  return years[paper];
}

/** @returns {[number, number]} the first and the last year of all papers, zeros where none is dated */
export function yearSpan() {
  const known = years.filter(Boolean);
  return known.length ? [Math.min(...known), Math.max(...known)] : [0, 0];
}

/** @param {number} from @param {number} to @returns {number[]} from, from + 1, ... to - 1 */
function range(from, to) {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}
