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
  yearSpan,
} from "./data.js";
import { clip, count, h, svg } from "./dom.js";
import { itemLink } from "./evidence.js";
import { glyphIcon } from "./glyphs.js";
import { expand, go, state } from "./state.js";
import { pickNext } from "./searchbox.js";

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

/** @param {number} item @returns {HTMLElement} the head of an item's panel */
export function head(item, ...title) {
  const around = state().around;
  const open = around.includes(item);
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
        text: around.length && !open ? "Expand" : "Neighbourhood",
        disabled: open,
        title: "Show what it is linked to (e)",
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
    ),
  );
}

/** Ask for the other end of a path. */
export function askPath(item) {
  pickNext(`Path from ${clip(labelOf(item), 30)} to…`, (other) => {
    if (other !== item) go({ show: "path", items: [item, other], around: [], table: false });
  });
}

/** Ask for what to compare with: a paper with a paper, an entity with an entity. */
export function askCompare(item) {
  pickNext(`Compare ${clip(labelOf(item), 30)} with…`, (other) => {
    if (other === item) return;
    const show = isPaper(item) === isPaper(other) ? "compare" : "path";
    go({ show, items: [item, other], around: [], table: false });
  });
}

/**
 * Draw counts by year as bars.
 * @param {Map<number, number>} counts @returns {HTMLElement}
 */
export function yearBars(counts) {
  const [first, last] = yearSpan();
  const years = Array.from({ length: last - first + 1 }, (_, step) => first + step);
  const most = Math.max(...counts.values());
  const width = 100 / years.length;
  const said = years
    .filter((year) => counts.get(year))
    .map((year) => `${year}: ${counts.get(year)}`)
    .join(", ");
  const bars = years.map((year, step) => {
    const tall = (28 * (counts.get(year) || 0)) / most;
    const bar = svg("rect", {
      x: step * width + width * 0.12,
      y: 30 - tall,
      width: width * 0.76,
      height: tall,
    });
    bar.append(svg("title"));
    bar.firstChild.textContent = `${year}: ${counts.get(year) || 0}`;
    return bar;
  });
  return h(
    "figure.years",
    {},
    svg(
      "svg",
      {
        viewBox: "0 0 100 30",
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": `Papers by year. ${said}`,
      },
      ...bars,
    ),
    h(
      "figcaption",
      {},
      h("span", { text: String(years[0]) }),
      h("span", { text: years.length > 1 ? String(years[years.length - 1]) : "" }),
    ),
  );
}
