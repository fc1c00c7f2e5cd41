/** A listing on the screen, in the order that the reader chooses. */

import { byId, count, h } from "./dom.js";
import { go } from "./state.js";

const MOST_ROWS = 300;
const sorting = new Map();

/**
 * Fill the list.
 * @param {import("./listing.js").Listing} listing
 * @param {Node} heading what stands over it
 */
export function showTable(listing, heading) {
  const columns = listing.columns.filter((column) => column.title);
  const rows = sorted(listing);
  const { by, down } = sortingOf(listing);
  const head = columns.map((column) =>
    h(
      "th",
      {
        scope: "col",
        class: `column-${column.name}`,
        "aria-sort": by === column.name ? (down ? "descending" : "ascending") : "none",
      },
      h("button", {
        type: "button",
        text: column.title,
        onclick: () => {
          sortBy(listing, column);
          showTable(listing, heading);
          byId("table").querySelector(`th.column-${column.name} button`).focus();
        },
      }),
    ),
  );
  const body = rows
    .slice(0, MOST_ROWS)
    .map((row) => h("tr", {}, ...columns.map((column) => h("td", {}, ...cell(column, row)))));
  const rest =
    rows.length > MOST_ROWS
      ? `The first ${MOST_ROWS} of ${count(rows.length)} rows; the CSV holds all.`
      : "";
  byId("table").replaceChildren(
    heading,
    h("p.quiet", { text: `${count(rows.length)} in this view` }),
    h(
      `table.${listing.kind}`,
      {},
      h("caption.unseen", { text: `${count(rows.length)} rows` }),
      h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...body),
    ),
    h("p.quiet", { text: rest }),
  );
}

/** @param {"table"|"links"} list @returns {HTMLElement} the choice between items and links */
export function listHeading(list) {
  const choice = (name, text) =>
    h("button", {
      type: "button",
      id: `list-${name}`,
      "aria-pressed": String(list === name),
      text,
      onclick: () => {
        go({ list: name });
        byId(`list-${name}`).focus();
      },
    });
  return h(
    "div.lists",
    { role: "group", "aria-label": "What is listed" },
    choice("table", "Papers and entities"),
    choice("links", "Links"),
  );
}

/** @param {import("./listing.js").Listing} listing @returns {Array} its rows in the order chosen */
export function sorted(listing) {
  const { by, down } = sortingOf(listing);
  const column = listing.columns.find(({ name }) => name === by);
  const keyed = listing.rows.map((row, at) => ({ row, at, key: column.value(row) }));
  const compare = (a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.at - b.at;
    const order = typeof a.key === "number" ? a.key - b.key : collator.compare(a.key, b.key);
    return (down ? -order : order) || a.at - b.at;
  };
  return keyed.sort(compare).map(({ row }) => row);
}

const collator = new Intl.Collator("en");

function sortingOf({ kind, columns, first, rows }) {
  const chosen = sorting.get(kind);
  if (chosen && columns.some(({ name, title }) => name === chosen.by && title)) return chosen;
  const column = columns.find(({ name }) => name === first);
  return { by: first, down: rows.length > 0 && typeof column.value(rows[0]) === "number" };
}

function sortBy(listing, { name, value }) {
  const { by, down } = sortingOf(listing);
  const isNumber = listing.rows.some((row) => typeof value(row) === "number");
  sorting.set(listing.kind, {
    by: name,
    down: by === name ? !down : isNumber || name === "published",
  });
}

function cell({ value, cell: content, write = count }, row) {
  if (content) return content(row);
  const plain = value(row);
  return [plain === null ? "" : typeof plain === "number" ? write(plain) : plain];
}
