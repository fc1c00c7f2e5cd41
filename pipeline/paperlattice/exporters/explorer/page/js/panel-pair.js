/** The panels about two items: the sentences of a link, the ways between, the comparison. */

import { isPaper, labelOf } from "./data.js";
import { clip, h, plural } from "./dom.js";
import { groundsLine, itemLink, sentencesOf } from "./evidence.js";
import { itemLine, section, some } from "./panel-parts.js";
import { pathsBetween } from "./paths.js";
import { compare, factsBetween, weightOf } from "./relations.js";
import { go } from "./state.js";

const MOST = 15;

/** @param {number} a @param {number} b @returns {Node[]} the evidence of a link */
export function linkPanel(a, b) {
  const [paper, entity] = isPaper(a) ? [a, b] : [b, a];
  const facts = factsBetween(paper, entity);
  return [
    h(
      "header",
      {},
      h("p.kind", { text: "Evidence" }),
      h("h2", {
        tabindex: "-1",
        dir: "auto",
        text: `Why is ${clip(labelOf(entity), 120)} linked to this paper?`,
      }),
    ),
    h("ul.plain", {}, itemLine(paper), itemLine(entity)),
    facts.length ? null : h("p.quiet", { text: "No assertion joins the two." }),
    ...facts.map((fact) => h("div.group", {}, groundsLine(fact), ...sentencesOf(fact))),
  ];
}

/**
 * @param {number} from @param {number} to @param {import("./filters.js").Passing} passing
 * @returns {Node[]} the ways between two items
 */
export function pathPanel(from, to, passing) {
  const ways = pathsBetween(from, to, passing);
  const title = `${ways.length ? plural(ways.length, "way") : "No way"} between the two`;
  return [
    h(
      "header",
      {},
      h("p.kind", { text: "Path" }),
      h("h2", { tabindex: "-1", text: title }),
      h(
        "div.acts",
        {},
        isPaper(from) === isPaper(to)
          ? h("button", {
              type: "button",
              text: "Compare them",
              onclick: () => go({ show: "compare", items: [from, to] }),
            })
          : null,
      ),
    ),
    h("ul.plain", {}, itemLine(from), itemLine(to)),
    ...waySections(ways),
  ];
}

/** Each way under what it goes through; a step that ways share has its sentence in the first. */
function waySections(ways) {
  const seen = new Set();
  return ways.map((way, row) => {
    const through = way.slice(1, -1).filter((item) => !isPaper(item));
    const title = through.map((item) => clip(labelOf(item), 60)).join(", ") || "directly";
    return section(`${row + 1} · ${title}`, null, ...hops(way, seen));
  });
}

function hops(way, seen) {
  return way.slice(1).map((item, step) => {
    const [fact] = factsBetween(way[step], item);
    const said = seen.has(fact) ? [] : sentencesOf(fact, 1);
    seen.add(fact);
    return h(
      "div.hop",
      {},
      h(
        "p",
        {},
        itemLink(way[step], h("bdi", { text: clip(labelOf(way[step]), 70) })),
        " — ",
        itemLink(item, h("bdi", { text: clip(labelOf(item), 70) })),
      ),
      ...said,
    );
  });
}

/**
 * @param {number} a @param {number} b @param {import("./filters.js").Passing} passing
 * @returns {Node[]} two items side by side
 */
export function comparePanel(a, b, passing) {
  const { both, left, right } = compare(a, b, passing);
  const shared = isPaper(a)
    ? plural(both.length, "entity", "entities")
    : plural(both.length, "paper");
  const line = (item) => itemLine(item, isPaper(item) ? "" : `${weightOf(item)} `);
  const list = (title, items) => section(title, items.length, ...some(items, line, MOST));
  return [
    h(
      "header",
      {},
      h("p.kind", { text: "Comparison" }),
      h("h2", { tabindex: "-1", text: `${shared} shared` }),
      h(
        "div.acts",
        {},
        h("button", {
          type: "button",
          text: "Paths between",
          onclick: () => go({ show: "path", items: [a, b] }),
        }),
      ),
    ),
    h("div.columns", {}, h("p", {}, itemLink(a)), h("p", {}, itemLink(b))),
    section(
      "Shared",
      both.length,
      passing.all ? null : h("p.quiet", { text: "As far as the filters let through." }),
      ...some(both, (item) => sharedLine(item, a, b), MOST),
    ),
    h("div.columns", {}, list("Only the first", left), list("Only the second", right)),
  ];
}

/** What two items share, with what is said of it in both places. */
function sharedLine(item, a, b) {
  const made = itemLine(item, isPaper(item) ? "" : `${weightOf(item)} `);
  const said = [a, b].flatMap((end) => {
    const fact = factsBetween(item, end)[0];
    return fact === undefined ? [] : sentencesOf(fact, 1);
  });
  const once = said.filter(
    (sentence, row) =>
      said.findIndex((other) => other.textContent === sentence.textContent) === row,
  );
  made.append(h("details.grounds", {}, h("summary", { text: "sentences" }), ...once));
  return made;
}
