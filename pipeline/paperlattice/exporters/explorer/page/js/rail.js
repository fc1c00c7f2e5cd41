/** The legend and the filters: one list that explains the marks and hides them. */

import { communities, PAPER, predicateName, predicates, sources, typeName } from "./data.js";
import { byId, clip, count, h } from "./dom.js";
import { glyphIcon } from "./glyphs.js";
import { filter, go, openFilters, state } from "./state.js";
import { allYears, yearBars } from "./years.js";

const LEAST_SUPPORT = [1, 2, 3, 5, 8];

/** What brings a part of the rail up to date. @type {(function(import("./filters.js").Passing))[]} */
const updates = [];

/** Write the rail, once. */
export function startRail() {
  byId("reset").addEventListener("click", () => go({ filters: openFilters() }));
  const all = (length) => Array.from({ length }, (_, row) => row);
  byId("rail-body").append(
    facet("Types", all(PAPER + 1).map(typeRow), { open: true }),
    facet("What papers do", all(predicates.length).map(predicateRow), { open: true }),
    facet("Years", [yearRange()], { open: true }),
    facet("Support", [supportField()], { open: true }),
    facet("Communities", all(communities.id.length).map(communityRow), { name: "communities" }),
    facet("Source pages", all(sources.length).map(sourceRow), { name: "sources" }),
  );
}

/** Show the filters as they stand, with live counts. @param {import("./filters.js").Passing} passing */
export function showRail(passing) {
  byId("reset").hidden = passing.all;
  for (const update of updates) update(passing);
}

/** A part of the rail; `name`: the filter that opens it when it is used. */
function facet(title, rows, { open = false, name = "" }) {
  const box = h("details", { open }, h("summary", { text: title }), ...rows);
  if (name)
    updates.push(() => {
      if (state().filters[name].size) box.open = true;
    });
  return box;
}

function typeRow(type) {
  return hidingRow({
    id: `type-${type}`,
    icon: glyphIcon(type),
    name: typeName(type),
    filterName: "hiddenTypes",
    row: type,
    all: PAPER + 1,
    counted: (counts) => counts.types[type],
  });
}

function predicateRow(row) {
  return hidingRow({
    id: `predicate-${row}`,
    name: predicateName(predicates[row]),
    filterName: "hiddenPredicates",
    row,
    all: predicates.length,
    counted: (counts) => counts.predicates[row],
  });
}

/** A row that is on until it is hidden, with a button that hides all others. */
function hidingRow({ filterName, row, all, ...rest }) {
  const others = Array.from({ length: all }, (_, other) => other).filter((other) => other !== row);
  return toggle({
    ...rest,
    isOn: (filters) => !filters[filterName].has(row),
    change: () => filter({ [filterName]: flipped(state().filters[filterName], row) }),
    only: () => filter({ [filterName]: new Set(others) }),
  });
}

function communityRow(row) {
  return choosingRow("community", "communities", row, communities.label[row]);
}

function sourceRow(row) {
  return choosingRow("source", "sources", row, sources[row]);
}

/** A row that is off until it is chosen; where none is chosen, all pass. */
function choosingRow(id, filterName, row, name) {
  return toggle({
    id: `${id}-${row}`,
    name,
    counted: (counts) => counts[filterName][row],
    isOn: (filters) => filters[filterName].has(row),
    change: () => filter({ [filterName]: flipped(state().filters[filterName], row) }),
  });
}

function toggle({ id, icon = null, name, counted, isOn, change: onchange, only = null }) {
  const box = h("input", { type: "checkbox", id, onchange });
  const number = h("span.count");
  const label = h(
    "label",
    { for: id, title: name },
    box,
    icon,
    h("span.name", {}, h("bdi", { text: clip(name, 60) })),
    number,
  );
  updates.push(({ counts }) => {
    box.checked = isOn(state().filters);
    number.textContent = count(counted(counts));
    label.classList.toggle("none", !counted(counts));
  });
  const alone = only
    ? h("button.only", {
        type: "button",
        id: `${id}-only`,
        text: "only",
        "aria-label": `Only ${name}`,
        onclick: only,
      })
    : null;
  return h("div.toggle", {}, label, alone);
}

function yearRange() {
  const years = allYears();
  if (!years.length) return h("p.quiet", { text: "No dates." });
  const bars = h("div");
  updates.push(({ counts }) => {
    const focused = document.activeElement?.id;
    bars.replaceChildren(yearBars(counts.years));
    if (/^year-/.test(focused)) byId(focused).focus();
  });
  const from = choice("year-from", [0, ...years], "from", (year) => {
    const { to } = state().filters;
    filter({ from: year, to: to && Math.max(year, to) });
  });
  const to = choice("year-to", [0, ...years], "to", (year) =>
    filter({ to: year, from: year ? Math.min(year, state().filters.from) : state().filters.from }),
  );
  return h("div.yearrange", {}, bars, h("div.choices", {}, "from ", from, "to ", to));
}

function supportField() {
  const field = choice("support", LEAST_SUPPORT, "support", (support) => filter({ support }));
  return h("label.support", { for: "support" }, "at least ", field, " mentions behind a link");
}

/** A list of numbers, 0 for any, that shows a filter's own. */
function choice(id, numbers, filterName, pick) {
  const field = h(
    "select",
    { id, "aria-label": id.replace("-", " "), onchange: () => pick(Number(field.value)) },
    ...numbers.map((number) =>
      h("option", { value: String(number), text: number ? String(number) : "any" }),
    ),
  );
  updates.push(() => {
    const value = state().filters[filterName];
    // An address may ask for a number that is not among those offered.
    if (!numbers.includes(value) && !field.querySelector(`[value="${value}"]`))
      field.append(h("option", { value: String(value), text: String(value) }));
    field.value = String(value);
  });
  return field;
}

function flipped(set, member) {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}
