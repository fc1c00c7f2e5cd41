/** Pieces that the panels share. */

import {
  factPredicate,
  isPaper,
  labelOf,
  predicateName,
  predicates,
  typeName,
  typeOf,
  yearOf,
} from "./data.js";
import { clip, count, h, plural } from "./dom.js";
import { itemLink } from "./evidence.js";
import { glyphIcon } from "./glyphs.js";
import { pickNext } from "./searchbox.js";
import { expand, filter, go, hide, state } from "./state.js";
import { leftAround } from "./view.js";

/** @typedef {{passing: import("./filters.js").Passing, view: import("./view.js").View}} Scope what
 * the panels are written for: what the filters let through, and what the map shows */

/** @param {string} title @param {number|null} number @param {...Node} content @returns {HTMLElement} */
export function section(title, number, ...content) {
  const counted = number === null ? null : h("span.count", { text: ` ${count(number)}` });
  return h("section", {}, h("h3", { text: title }, counted), ...content);
}

/**
 * Show the first of many, and a button that makes and shows the rest.
 * @param {Array} rows @param {function(*): HTMLElement} line makes a row's line @param {number} most
 * @returns {HTMLElement[]}
 */
export function some(rows, line, most) {
  const box = h("ul.plain", {}, ...rows.slice(0, most).map((row) => line(row)));
  if (rows.length <= most) return [box];
  const more = h("button.more", {
    type: "button",
    text: `Show all ${count(rows.length)}`,
    onclick: () => {
      box.append(...rows.slice(most).map((row) => line(row)));
      more.remove();
    },
  });
  return [box, more];
}

/** @param {number[]} facts @returns {[string, number[]][]} by predicate, the strongest claim first */
export function byPredicate(facts) {
  const grouped = predicates.map((predicate, row) => [
    predicateName(predicate),
    facts.filter((fact) => factPredicate[fact] === row),
  ]);
  return grouped.filter(([, own]) => own.length);
}

/** @param {number} item @param {string} [detail] @returns {HTMLElement} a line: shape, name, detail */
export function itemLine(item, detail = "") {
  const year = isPaper(item) && yearOf(item) ? ` ${yearOf(item)}` : "";
  return h(
    "li.line",
    {},
    glyphIcon(typeOf(item)),
    itemLink(item, h("bdi", { text: clip(labelOf(item), 140) })),
    h("span.detail", { text: `${detail}${year}` }),
  );
}

/** @param {number} item @param {Scope} scope @returns {HTMLElement} the head of an item's panel */
export function head(item, { passing, view }, ...title) {
  const { around, filters } = state();
  const left = around.length ? leftAround(item, view, passing) : 1;
  const hidden = filters.hiddenItems.has(item);
  return h(
    "header",
    {},
    h("p.kind", {}, glyphIcon(typeOf(item)), typeName(typeOf(item))),
    h("h2", { tabindex: "-1", dir: "auto" }, ...title),
    h(
      "div.acts",
      {},
      h("button", {
        type: "button",
        id: "act-around",
        text: around.length ? "Expand" : "Neighbourhood",
        disabled: !left,
        title: around.length
          ? `${plural(left, "neighbour")} not shown yet (e)`
          : "Show what it is linked to (e)",
        onclick: () => expand(item),
      }),
      h("button", {
        type: "button",
        id: "act-path",
        text: "Path to…",
        title: "Find what joins it to another (p)",
        onclick: () => askPath(item),
      }),
      h("button", {
        type: "button",
        id: "act-compare",
        text: "Compare…",
        title: "Set it beside another (c)",
        onclick: () => askCompare(item),
      }),
      h("button", {
        type: "button",
        id: "act-hide",
        text: hidden ? "Show again" : "Hide",
        title: "Take it off the map and out of the counts (h)",
        onclick: () => (hidden ? unhide(item) : hide(item)),
      }),
    ),
  );
}

function unhide(item) {
  const { hiddenItems } = state().filters;
  filter({ hiddenItems: new Set([...hiddenItems].filter((other) => other !== item)) });
}

/** Show the paths between two items, or compare them. @param {"path"|"compare"} show */
export function join(show, item, other) {
  if (item !== other) go({ show, items: [item, other], around: [], list: "" });
}

/** Ask for the other end of a path. */
export function askPath(item) {
  pickNext(`Path from ${clip(labelOf(item), 30)} to…`, (other) => join("path", item, other));
}

/** Ask for what to compare with: a paper with a paper, an entity with an entity. */
export function askCompare(item) {
  pickNext(`Compare ${clip(labelOf(item), 30)} with…`, (other) =>
    join(isPaper(item) === isPaper(other) ? "compare" : "path", item, other),
  );
}
