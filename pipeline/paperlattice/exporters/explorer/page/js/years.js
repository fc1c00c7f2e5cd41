/** Papers by year as bars that filter: a click takes one year, a drag or Shift a span. */

import { yearSpan } from "./data.js";
import { h } from "./dom.js";
import { filter, state } from "./state.js";

const TALL = 30;
let dragged = 0;
addEventListener("pointerup", () => {
  dragged = 0;
});

/**
 * @param {Map<number, number>} counts papers by year @param {string} [prefix] of the bars' ids
 * @returns {HTMLElement|null} null where no paper is dated
 */
export function yearBars(counts, prefix = "year") {
  const years = allYears();
  if (!years.length) return null;
  const most = Math.max(1, ...counts.values());
  return h(
    "figure.years",
    {},
    h("div.bars", {}, ...years.map((year) => bar(year, counts.get(year) || 0, most, prefix))),
    h(
      "figcaption",
      {},
      h("span", { text: String(years[0]) }),
      h("span", { text: years.length > 1 ? String(years[years.length - 1]) : "" }),
    ),
  );
}

/** @returns {number[]} every year from the first to the last */
export function allYears() {
  const [first, last] = yearSpan();
  return first ? Array.from({ length: last - first + 1 }, (_, step) => first + step) : [];
}

function bar(year, number, most, prefix) {
  const { from, to } = state().filters;
  const inside = (!from || year >= from) && (!to || year <= to);
  const papers = number === 1 ? "1 paper" : `${number} papers`;
  const made = h(
    "button.bar",
    {
      type: "button",
      id: `${prefix}-${year}`,
      "aria-pressed": String(inside),
      "aria-label": `${year}: ${papers}`,
      title: `${year}: ${papers}`,
      onpointerdown: () => {
        dragged = year;
      },
      onpointerup: () => {
        if (dragged && dragged !== year) span(dragged, year);
      },
      onclick: (event) => {
        if (event.shiftKey && from) span(Math.min(from, year), Math.max(to || from, year));
        else if (from === year && to === year) filter({ from: 0, to: 0 });
        else filter({ from: year, to: year });
      },
    },
    h("span"),
  );
  made.firstChild.style.height = number ? `${Math.round((TALL * number) / most) + 1}px` : "1px";
  return made;
}

function span(one, other) {
  filter({ from: Math.min(one, other), to: Math.max(one, other) });
}
