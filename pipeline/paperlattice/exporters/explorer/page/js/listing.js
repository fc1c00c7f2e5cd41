/** What the map shows as rows: its items, or the links between them. */

import {
  entities,
  factEntity,
  factPaper,
  factPredicate,
  groundsOf,
  iriOf,
  isPaper,
  keyOf,
  labelOf,
  paperCount,
  papers,
  predicateName,
  predicates,
  typeName,
  typeOf,
} from "./data.js";
import { clip, h } from "./dom.js";
import { itemLink, sentenceTexts } from "./evidence.js";
import { glyphIcon } from "./glyphs.js";
import { companions, weightOf } from "./relations.js";
import { go } from "./state.js";

/**
 * @typedef {Object} Column
 * @property {string} name in the CSV file, where it is not empty
 * @property {string} [title] on the screen; without one the column is in the file only
 * @property {function(*): (string|number|null)} value of a row, for sorting and for the file
 * @property {function(*): Node[]} [cell] a row's content on the screen, where that is not the value
 * @property {function(number): string} [write] a number as text
 *
 * @typedef {{kind: string, columns: Column[], rows: Array, first: string}} Listing `first`: the
 * column to sort by until the reader chooses
 */

/**
 * @param {number[]} items @param {number} centre the entity that shared papers are counted with, -1 for none
 * @param {import("./filters.js").Passing} passing @returns {Listing}
 */
export function itemListing(items, centre, passing) {
  const beside = new Map();
  if (centre >= 0 && !isPaper(centre))
    for (const row of companions(centre, passing, 1)) beside.set(row.entity, row);
  const weight = (item) =>
    (isPaper(item) ? 0 : passing.papersOf[item - paperCount]) || weightOf(item);
  const columns = [
    { name: "id", value: keyOf },
    { name: "iri", value: iriOf },
    {
      name: "type",
      title: "Type",
      value: (item) => typeName(typeOf(item)),
      cell: (item) => [glyphIcon(typeOf(item)), ` ${typeName(typeOf(item))}`],
    },
    { name: "label", title: "Name", value: labelOf, cell: (item) => [link(item)] },
    {
      name: "aliases",
      value: (item) => (isPaper(item) ? "" : entities.aliases[item - paperCount].join("; ")),
    },
    { name: "linked_to", title: "Linked to", value: weight },
    {
      name: "published",
      title: "Published",
      value: (item) => (isPaper(item) ? papers.published[item] : ""),
    },
  ];
  const shared = { name: "shared_papers", value: (item) => beside.get(item)?.papers ?? null };
  const lift = { name: "lift", value: (item) => beside.get(item)?.lift ?? null };
  if (items.some((item) => beside.has(item))) {
    shared.title = `Papers with ${clip(labelOf(centre), 24)}`;
    lift.title = "× chance";
  }
  lift.write = (number) => number.toFixed(2);
  return { kind: "items", columns: [...columns, shared, lift], rows: items, first: "linked_to" };
}

/** @param {number[]} facts @returns {Listing} which paper says what of which entity, and where */
export function linkListing(facts) {
  const of = (item) => ({
    value: (fact) => labelOf(item(fact)),
    cell: (fact) => [link(item(fact), 90)],
  });
  const grounds = (name) => (fact) => groundsOf(fact)[name];
  const columns = [
    { name: "paper_id", value: (fact) => papers.id[factPaper[fact]] },
    { name: "paper", title: "Paper", ...of((fact) => factPaper[fact]) },
    { name: "published", value: (fact) => papers.published[factPaper[fact]] },
    {
      name: "predicate",
      title: "Says",
      value: (fact) => predicateName(predicates[factPredicate[fact]]),
      cell: (fact) => [why(fact)],
    },
    { name: "entity_id", value: (fact) => keyOf(factEntity[fact]) },
    {
      name: "type",
      title: "Type",
      value: (fact) => typeName(typeOf(factEntity[fact])),
      cell: (fact) => [
        glyphIcon(typeOf(factEntity[fact])),
        ` ${typeName(typeOf(factEntity[fact]))}`,
      ],
    },
    { name: "entity", title: "Entity", ...of((fact) => factEntity[fact]) },
    { name: "support", title: "Mentions", value: grounds("support") },
    {
      name: "score",
      title: "Score",
      value: grounds("score"),
      write: (number) => number.toFixed(2),
    },
    { name: "rule", value: grounds("rule") },
    { name: "sentence", value: (fact) => sentenceTexts(fact)[0] ?? "" },
  ];
  return { kind: "links", columns, rows: facts, first: "paper" };
}

function link(item, most = 200) {
  return itemLink(item, h("bdi", { text: clip(labelOf(item), most) }));
}

function why(fact) {
  return h("button.why", {
    type: "button",
    text: predicateName(predicates[factPredicate[fact]]),
    title: "Show the sentences",
    onclick: () => go({ show: "link", items: [factPaper[fact], factEntity[fact]] }),
  });
}
