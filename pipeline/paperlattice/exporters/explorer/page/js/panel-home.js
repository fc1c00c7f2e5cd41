/** The panel of the whole map: what is in it, and where to begin. */

import {
  about,
  communities,
  communityOf,
  entityCount,
  factCount,
  isPaper,
  itemCount,
  paperCount,
  papers,
  sources,
  typeOf,
} from "./data.js";
import { count, h, plural } from "./dom.js";
import { itemLine, section, some } from "./panel-parts.js";
import { weightOf } from "./relations.js";
import { go, openFilters } from "./state.js";

const MOST_COMMUNITIES = 12;
const MOST_ENTITIES = 15;

/** @param {import("./filters.js").Passing} passing @returns {Node[]} */
export function homePanel(passing) {
  const said = `${plural(paperCount, "paper")}, ${plural(entityCount, "entity", "entities")} and ${plural(factCount, "assertion")}, from ${plural(about.records, "record")} on ${plural(sources.length, "source page")}.`;
  return [
    h(
      "header",
      {},
      h("p.kind", { text: "The whole map" }),
      h("h2", { tabindex: "-1", text: "What these papers share" }),
    ),
    h("p", { text: said }),
    about.refused
      ? h("p.quiet", { text: `${plural(about.refused, "record")} could not be read.` })
      : null,
    h("p.quiet", {
      text: "Click a mark to see its papers and sentences, double-click to see its neighbourhood, or press / and type a name. Every link can be asked why it is there.",
    }),
    section(
      "Communities",
      communities.id.length,
      ...some(bySize(), communityLine, MOST_COMMUNITIES),
    ),
    section("Joins most papers", null, h("ul.plain", {}, ...leading(passing))),
    section("Where it comes from", null, h("ul.plain", {}, ...sources.map(sourceLine))),
  ];
}

/** A source page and how many of its papers are here. */
function sourceLine(name, row) {
  const own = papers.sources.filter((rows) => rows.includes(row)).length;
  return filterLine(name, own, { sources: new Set([row]) });
}

/** A name that filters the map by what it names. */
function filterLine(name, number, filters) {
  return h(
    "li.line",
    {},
    h("button.link", {
      type: "button",
      text: name,
      onclick: () =>
        go({ show: "home", items: [], around: [], filters: { ...openFilters(), ...filters } }),
    }),
    h("span.detail", { text: count(number) }),
  );
}

/** @returns {[number, number][]} the communities' rows and numbers of papers, the largest first */
function bySize() {
  const sizes = new Map();
  for (let item = 0; item < itemCount; item += 1) {
    if (isPaper(item)) sizes.set(communityOf[item], (sizes.get(communityOf[item]) || 0) + 1);
  }
  return communities.id
    .map((id, row) => [row, sizes.get(id) || 0])
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

function communityLine([row, size]) {
  const name = communities.label[row] || `Community ${communities.id[row]}`;
  return filterLine(name, size, { communities: new Set([row]) });
}

function leading(passing) {
  const entities = [];
  for (let item = paperCount; item < itemCount; item += 1)
    if (passing.item[item]) entities.push(item);
  const weight = (item) => passing.papersOf[item - paperCount] || weightOf(item);
  return entities
    .sort((a, b) => weight(b) - weight(a) || typeOf(a) - typeOf(b) || a - b)
    .slice(0, MOST_ENTITIES)
    .map((item) => itemLine(item, String(weight(item))));
}
