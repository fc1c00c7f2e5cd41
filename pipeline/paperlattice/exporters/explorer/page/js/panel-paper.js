/** The panel of a paper: what it is, its abstract, what it says of which entity, papers like it. */

import { factEntity, factsOf, iriOf, labelOf, mentionsOf, papers, sources } from "./data.js";
import { clip, h, plural } from "./dom.js";
import { abstractOf, sentencesOf, titleOf } from "./evidence.js";
import { byPredicate, head, itemLine, join, section, some } from "./panel-parts.js";
import { similarPapers } from "./relations.js";
import { go } from "./state.js";

const MOST_SIMILAR = 8;
const MOST_NAMES = 12;

/** @param {number} paper @param {import("./panel-parts.js").Scope} scope @returns {Node[]} */
export function paperPanel(paper, scope) {
  const facts = factsOf(paper);
  return [
    head(paper, scope, ...titleOf(paper)),
    bibliography(paper),
    section("Abstract", null, abstractOf(paper)),
    section(
      "What it says",
      facts.length,
      ...byPredicate(facts).map(([name, own]) =>
        h(
          "div.group",
          {},
          h("h4", { text: name }),
          h("ul.plain", {}, ...own.map((fact) => factLine(paper, fact))),
        ),
      ),
    ),
    similar(paper),
  ];
}

function bibliography(paper) {
  const published = papers.published[paper];
  const inferred = papers.precision[paper] === "inferred-year" ? " (year inferred)" : "";
  const authors = papers.authors[paper];
  const facts = [
    published ? published + inferred : null,
    authors === null ? null : plural(authors, "author"),
    papers.organisation[paper] || null,
    papers.venue[paper] || null,
    papers.citations[paper] === null ? null : plural(papers.citations[paper], "citation"),
    papers.upvotes[paper] === null ? null : plural(papers.upvotes[paper], "upvote"),
    plural(mentionsOf(paper).length, "mention"),
  ].filter(Boolean);
  const addresses = [papers.doi[paper], papers.arxiv[paper], papers.url[paper]];
  const from = papers.sources[paper].map((row) => sources[row]).join(", ");
  return h(
    "div.facts",
    {},
    h("p", { text: facts.join(" · ") }),
    nameList(papers.names[paper]),
    ...[...new Set(addresses)].map(link),
    from ? h("p.quiet", { text: `From ${from}` }) : null,
    h("p.quiet.iri", { text: iriOf(paper) }),
  );
}

/** The authors, in bidirectional isolation: a name may be written from right to left. */
function nameList(names) {
  if (!names.length) return null;
  const shown = names.slice(0, MOST_NAMES).flatMap((name) => [", ", h("bdi", { text: name })]);
  const rest = names.length - MOST_NAMES;
  return h("p.names", {}, ...shown.slice(1), rest > 0 ? ` and ${plural(rest, "other")}` : null);
}

/** A link that opens elsewhere; nothing but web addresses. */
function link(url) {
  if (!/^https?:\/\//i.test(url)) return null;
  return h("p", {}, h("a", { href: url, rel: "noopener noreferrer", target: "_blank", text: url }));
}

/** An entity of the paper, and the way to the sentences that name it. */
function factLine(paper, fact) {
  const entity = factEntity[fact];
  const line = itemLine(entity);
  const why = h("button.why", {
    type: "button",
    text: "why?",
    "aria-label": `Sentences on ${labelOf(entity)}`,
    onclick: () => go({ show: "link", items: [paper, entity] }),
  });
  line.append(why);
  line.title = clip(
    sentencesOf(fact, 1)
      .map((sentence) => sentence.textContent)
      .join(" "),
    300,
  );
  return line;
}

function similar(paper) {
  const rows = similarPapers(paper);
  if (!rows.length) return null;
  const line = (row) => {
    const made = itemLine(row.paper);
    const names = row.shared.slice(0, 4).map(labelOf).join(", ");
    const rest = row.shared.length > 4 ? ` and ${row.shared.length - 4} more` : "";
    const compare = h("button.why", {
      type: "button",
      text: "compare",
      "aria-label": `Compare with ${labelOf(row.paper)}`,
      onclick: () => join("compare", paper, row.paper),
    });
    made.append(compare, h("span.shared", { text: `shares ${names}${rest}` }));
    return made;
  };
  return section("Most similar papers", rows.length, ...some(rows, line, MOST_SIMILAR));
}
