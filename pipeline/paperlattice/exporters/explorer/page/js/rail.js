/** The legend and the filters: one list that explains the marks and hides them. */

import {
  communities,
  PAPER,
  predicateName,
  predicates,
  sources,
  typeName,
} from "./data.js";
import { byId, clip, count, h } from "./dom.js";
import { glyphIcon } from "./glyphs.js";
import { isOpen } from "./filters.js";
import { filter, go, openFilters, state } from "./state.js";
import { allYears, yearBars } from "./years.js";

const MOST_COMMUNITIES = 30;

/** Start what stays the same. */
export function startRail() {
  byId("reset").addEventListener("click", () => go({ filters: openFilters() }));
}

/** Write the filters as they stand, with live counts. @param {import("./filters.js").Passing} passing */
export function showRail(passing) {
  const focused = document.activeElement ? document.activeElement.id : "";
  const { filters } = state();
  const { counts } = passing;
  byId("reset").hidden = isOpen(filters);
  byId("rail-body").replaceChildren(
    facet("Types", typeRows(filters, counts), true),
    facet(
      "What papers do",
      predicates.map((predicate, row) =>
        toggle({
          id: `predicate-${row}`,
          name: predicateName(predicate),
          number: counts.predicates[row],
          on: !filters.hiddenPredicates.has(row),
          change: () => filter({ hiddenPredicates: flipped(filters.hiddenPredicates, row) }),
          only: () => filter({ hiddenPredicates: others(predicates.length, row) }),
        }),
      ),
      true,
    ),
    facet("Years", [yearRange(filters, counts)], true),
    facet("Support", [supportField(filters)], true),
    facet(
      "Communities",
      communities.id
        .map((_, row) => row)
        .sort((a, b) => counts.communities[b] - counts.communities[a] || a - b)
        .slice(0, MOST_COMMUNITIES)
        .map((row) =>
          toggle({
            id: `community-${row}`,
            name: communities.label[row],
            number: counts.communities[row],
            on: filters.communities.has(row),
            change: () => filter({ communities: flipped(filters.communities, row) }),
          }),
        ),
      filters.communities.size > 0,
    ),
    facet(
      "Source pages",
      sources.map((name, row) =>
        toggle({
          id: `source-${row}`,
          name,
          number: counts.sources[row],
          on: filters.sources.has(row),
          change: () => filter({ sources: flipped(filters.sources, row) }),
        }),
      ),
      filters.sources.size > 0,
    ),
  );
  if (focused && byId(focused)) byId(focused).focus();
}

const opened = new Map();

function facet(title, rows, open) {
  const box = h(
    "details",
    { open: opened.get(title) ?? open },
    h("summary", { text: title }),
    ...rows,
  );
  box.addEventListener("toggle", () => opened.set(title, box.open));
  return box;
}

function typeRows(filters, counts) {
  return Array.from({ length: PAPER + 1 }, (_, type) => type).map((type) =>
    toggle({
      id: `type-${type}`,
      icon: glyphIcon(type),
      name: typeName(type),
      number: counts.types[type],
      on: !filters.hiddenTypes.has(type),
      change: () => filter({ hiddenTypes: flipped(filters.hiddenTypes, type) }),
      only: () => filter({ hiddenTypes: others(PAPER + 1, type) }),
    }),
  );
}

function toggle({ id, icon = null, name, number, on, change: onchange, only = null }) {
  const box = h("input", { type: "checkbox", id, checked: on, onchange });
  const label = h(
    number ? "label" : "label.none",
    { for: id, title: name },
    box,
    icon,
    h("span.name", {}, h("bdi", { text: clip(name, 60) })),
    h("span.count", { text: count(number) }),
  );
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

function yearRange(filters, counts) {
  const years = allYears();
  if (!years.length) return h("p.quiet", { text: "No dates." });
  const choose = (id, name, value, pick) =>
    h(
      "label",
      { for: id },
      `${name} `,
      h(
        "select",
        { id, onchange: (event) => pick(Number(event.target.value)) },
        ...[0, ...years].map((year) =>
          h("option", {
            value: String(year),
            selected: year === value,
            text: year ? String(year) : "any",
          }),
        ),
      ),
    );
  return h(
    "div.yearrange",
    {},
    yearBars(counts.years),
    h(
      "div.choices",
      {},
      choose("year-from", "from", filters.from, (from) =>
        filter({ from, to: filters.to && Math.max(from, filters.to) }),
      ),
      choose("year-to", "to", filters.to, (to) =>
        filter({ to, from: to ? Math.min(to, filters.from) : filters.from }),
      ),
    ),
  );
}

function supportField(filters) {
  return h(
    "label.support",
    { for: "support" },
    "at least ",
    h(
      "select",
      { id: "support", onchange: (event) => filter({ support: Number(event.target.value) }) },
      ...[1, 2, 3, 5, 8].map((least) =>
        h("option", {
          value: String(least),
          selected: least === filters.support,
          text: String(least),
        }),
      ),
    ),
    " mentions behind a link",
  );
}

function flipped(set, member) {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}

function others(length, member) {
  return new Set(Array.from({ length }, (_, row) => row).filter((row) => row !== member));
}
