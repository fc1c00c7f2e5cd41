/** What is filtered, one chip each, to be taken off one by one. */

import {
  communities,
  labelOf,
  PAPER,
  predicateName,
  predicates,
  sources,
  typeName,
} from "./data.js";
import { byId, clip, h } from "./dom.js";
import { isOpen } from "./filters.js";
import { filter, go, openFilters } from "./state.js";

/** @typedef {{id: string, text: string, off: Partial<import("./state.js").Filters>}} Chip */

/** Write the chips of the filters as they stand. @param {import("./state.js").Filters} filters */
export function showChips(filters) {
  const box = byId("chips");
  box.hidden = isOpen(filters);
  byId("app").classList.toggle("filtered", !box.hidden);
  const reset = h("button.reset", {
    type: "button",
    id: "chip-reset",
    text: "Reset",
    onclick: () => go({ filters: openFilters() }),
  });
  box.replaceChildren(...chipsOf(filters).map(button), reset);
}

function button({ id, text, off }) {
  return h(
    "button.chip",
    {
      type: "button",
      id: `chip-${id}`,
      title: "Take this filter off",
      "aria-label": `Take off: ${text}`,
      onclick: () => filter(off),
    },
    h("bdi", { text: clip(text, 44) }),
    h("span", { text: " ×", "aria-hidden": "true" }),
  );
}

/** @param {import("./state.js").Filters} filters @returns {Chip[]} */
function chipsOf(filters) {
  const { from, to, support } = filters;
  const chips = [
    ...hidden("hiddenTypes", filters, PAPER + 1, "type", typeName),
    ...hidden("hiddenPredicates", filters, predicates.length, "predicate", (row) =>
      predicateName(predicates[row]),
    ),
    ...shown("communities", filters, "community", (row) => communities.label[row]),
    ...shown("sources", filters, "source", (row) => sources[row]),
    ...without("hiddenItems", filters, "item", labelOf),
  ];
  if (from || to) chips.push({ id: "years", text: yearsText(from, to), off: { from: 0, to: 0 } });
  if (support > 1)
    chips.push({ id: "support", text: `at least ${support} mentions`, off: { support: 1 } });
  return chips;
}

/** A chip for each that is hidden, or a single one that says what alone is shown. */
function hidden(name, filters, all, id, nameOf) {
  const left = Array.from({ length: all }, (_, row) => row).filter(
    (row) => !filters[name].has(row),
  );
  if (left.length > 2 || left.length > filters[name].size)
    return without(name, filters, id, nameOf);
  const text = left.length ? `only ${left.map(nameOf).join(" and ")}` : `no ${id} at all`;
  return [{ id, text, off: { [name]: new Set() } }];
}

function without(name, filters, id, nameOf) {
  return [...filters[name]].map((member) => ({
    id: `${id}-${member}`,
    text: `without ${nameOf(member)}`,
    off: { [name]: less(filters[name], member) },
  }));
}

function shown(name, filters, id, nameOf) {
  return [...filters[name]].map((member) => ({
    id: `${id}-${member}`,
    text: nameOf(member),
    off: { [name]: less(filters[name], member) },
  }));
}

function yearsText(from, to) {
  if (from === to) return String(from);
  if (!to) return `from ${from}`;
  return from ? `${from}–${to}` : `until ${to}`;
}

function less(set, member) {
  return new Set([...set].filter((other) => other !== member));
}
