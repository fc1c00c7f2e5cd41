/** The list: what is on the map, as sortable rows. */

import { entities, isPaper, keyOf, labelOf, paperCount, papers, typeName, typeOf } from "./data.js";
import { byId, clip, count, h } from "./dom.js";
import { itemLink } from "./evidence.js";
import { glyphIcon } from "./glyphs.js";
import { companions } from "./relations.js";
import { weightOf } from "./scene.js";

const MOST_ROWS = 300;
let sorting = { column: "weight", down: true };
let rows = [];

/** @typedef {{item: number, type: string, label: string, weight: number, year: string, id: string, shared: number|null, lift: number|null}} Row */

/**
 * @param {number[]} items @param {number} centre the entity that shared papers are counted with, -1 for none
 * @param {import("./filters.js").Passing} passing @returns {Row[]} in the order that the reader chose
 */
export function rowsOf(items, centre, passing) {
  const beside = new Map();
  if (centre >= 0 && !isPaper(centre))
    for (const row of companions(centre, passing, 1)) beside.set(row.entity, row);
  const found = items.map((item) => {
    const pair = beside.get(item);
    return {
      item,
      id: keyOf(item),
      type: typeName(typeOf(item)),
      label: labelOf(item),
      weight: isPaper(item)
        ? weightOf(item)
        : passing.papersOf[item - paperCount] || weightOf(item),
      year: isPaper(item) ? papers.published[item] : "",
      shared: pair ? pair.papers : null,
      lift: pair ? pair.lift : null,
    };
  });
  return found.sort(compareRows);
}

/** Fill the list. */
export function showTable(items, centre, passing) {
  rows = rowsOf(items, centre, passing);
  const columns = [
    ["type", "Type"],
    ["label", "Name"],
    ["weight", "Linked to"],
    ["year", "Published"],
  ];
  if (rows.some((row) => row.shared !== null))
    columns.push(["shared", `Papers with ${clip(labelOf(centre), 24)}`], ["lift", "× chance"]);
  const again = () => showTable(items, centre, passing);
  const header = h(
    "tr",
    {},
    ...columns.map(([column, title]) =>
      h(
        "th",
        {
          scope: "col",
          "aria-sort":
            sorting.column === column ? (sorting.down ? "descending" : "ascending") : "none",
        },
        h("button", { type: "button", text: title, onclick: () => sortBy(column, again) }),
      ),
    ),
  );
  const body = h("tbody", {}, ...rows.slice(0, MOST_ROWS).map((row) => line(row, columns)));
  const rest =
    rows.length > MOST_ROWS
      ? h("p.quiet", {
          text: `The first ${MOST_ROWS} of ${count(rows.length)} rows; the CSV holds all.`,
        })
      : null;
  byId("table").replaceChildren(
    h(
      "table",
      {},
      h("caption", { text: `${count(rows.length)} in this view` }),
      h("thead", {}, header),
      body,
    ),
    ...(rest ? [rest] : []),
  );
}

/** @param {number} item @returns {string[]} its other labels, for exports */
export function aliasesOf(item) {
  return isPaper(item) ? [] : entities.aliases[item - paperCount];
}

function line(row, columns) {
  const cells = {
    type: () => [glyphIcon(typeOf(row.item)), ` ${row.type}`],
    label: () => [itemLink(row.item, h("bdi", { text: clip(row.label, 200) }))],
    weight: () => [count(row.weight)],
    year: () => [row.year],
    shared: () => [row.shared === null ? "" : count(row.shared)],
    lift: () => [row.lift === null ? "" : row.lift.toFixed(1)],
  };
  return h("tr", {}, ...columns.map(([column]) => h("td", {}, ...cells[column]())));
}

function sortBy(column, again) {
  sorting = {
    column,
    down: sorting.column === column ? !sorting.down : column !== "label" && column !== "type",
  };
  again();
  byId("table")
    .querySelector(`th[aria-sort=${sorting.down ? "descending" : "ascending"}] button`)
    .focus();
}

function compareRows(a, b) {
  const { column, down } = sorting;
  const [x, y] = [a[column] ?? -1, b[column] ?? -1];
  const order = typeof x === "number" ? x - y : x.localeCompare(y, "en");
  return (down ? -order : order) || a.item - b.item;
}
