/** The assertions that the reader looks at: what the list of links and the copied query give. */

import { factCount, factEntity, factPaper, factsOf, isPaper } from "./data.js";
import { PASSES } from "./filters.js";
import { factsBetween, holds, papersNaming } from "./relations.js";

/**
 * Of a path those along its ways, of a comparison all of both, of a neighbourhood those between
 * what it shows, of a chosen item its own, else all; a link is shown whole, whatever is filtered.
 * @param {import("./state.js").State} state @param {import("./view.js").View} view
 * @param {import("./filters.js").Passing} passing
 * @returns {number[]} rows, by paper
 */
export function factsInView(state, view, passing) {
  const { show, items, around } = state;
  const ordered = (facts) => [...new Set(facts)].sort((a, b) => a - b);
  const own = (asked) =>
    ordered(asked.flatMap((item) => factsOf(item).filter((fact) => holds(fact, passing, asked))));
  if (show === "link") return factsBetween(...items);
  if (show === "path")
    return ordered(
      view.links.flatMap(({ a, b }) =>
        factsBetween(a, b).filter((fact) => holds(fact, passing, items)),
      ),
    );
  if (show === "compare") return own(items);
  if (around.length) return factsAround(around, view, passing);
  if (show === "item") return own(items);
  return allFacts().filter((fact) => passing.fact[fact] === PASSES);
}

/**
 * @param {number[]} around @param {import("./view.js").View} view
 * @returns {Set<number>} the papers that a neighbourhood speaks of, drawn or not
 */
export function papersAround(around, view, passing) {
  const shown = view.items.filter(isPaper);
  if (passing.papers) return new Set(shown);
  return new Set([
    ...shown,
    ...around.flatMap((item) => (isPaper(item) ? item : papersNaming(item, passing))),
  ]);
}

function factsAround(around, view, passing) {
  const papers = papersAround(around, view, passing);
  const present = new Set(view.items);
  return allFacts().filter(
    (fact) =>
      papers.has(factPaper[fact]) && present.has(factEntity[fact]) && holds(fact, passing, around),
  );
}

function allFacts() {
  return Array.from({ length: factCount }, (_, fact) => fact);
}
