/** The panel of an entity: its names, its place among others, its papers with their sentences. */

import {
  entities,
  factPaper,
  factsOf,
  iriOf,
  labelOf,
  narrowerOf,
  paperCount,
  papers,
  typeOf,
  yearOf,
} from "./data.js";
import { clip, h } from "./dom.js";
import { groundsLine, itemLink, sentencesOf } from "./evidence.js";
import { glyphIcon } from "./glyphs.js";
import { byPredicate, head, itemLine, join, section, some } from "./panel-parts.js";
import { companions } from "./relations.js";
import { yearBars } from "./years.js";

const MOST_PAPERS = 12;
const MOST_COMPANIONS = 10;
const MOST_NARROWER = 12;
const MOST_FORMS = 10;

/** @param {number} entity @param {import("./panel-parts.js").Scope} scope @returns {Node[]} */
export function entityPanel(entity, scope) {
  const { passing } = scope;
  const facts = factsOf(entity);
  const shown = facts.filter((fact) => passing.fact[fact]);
  return [
    head(entity, scope, h("bdi", { text: labelOf(entity) })),
    names(entity),
    years(facts),
    hierarchy(entity),
    section(
      "Papers",
      new Set(shown.map((fact) => factPaper[fact])).size,
      hiddenNote(facts, shown),
      ...byPredicate(shown).map(group),
    ),
    together(entity, passing),
    identifiers(entity),
  ];
}

function names(entity) {
  const row = entity - paperCount;
  const others = [...entities.aliases[row], ...entities.forms[row]];
  const shown = others.slice(0, MOST_FORMS).join(" · ");
  const rest = others.length > MOST_FORMS ? ` · and ${others.length - MOST_FORMS} more` : "";
  return h(
    "div.facts",
    {},
    others.length
      ? h(
          "p.aliases",
          {},
          h("span.quiet", { text: "Also " }),
          h("bdi", { text: clip(shown, 600) + rest }),
        )
      : null,
    entities.definition[row] ? h("p.definition", { text: entities.definition[row] }) : null,
    entities.discovered[row]
      ? h("p.quiet", { text: "Found in the papers, not in the lexicon." })
      : null,
  );
}

function years(facts) {
  const counts = new Map();
  for (const paper of new Set(facts.map((fact) => factPaper[fact]))) {
    const year = yearOf(paper);
    if (year) counts.set(year, (counts.get(year) || 0) + 1);
  }
  return counts.size ? section("By year", null, yearBars(counts, "own-year")) : null;
}

function hierarchy(entity) {
  const above = entities.broader[entity - paperCount];
  const below = narrowerOf(entity);
  if (!above.length && !below.length) return null;
  const list = (title, items) =>
    items.length
      ? h(
          "div.group",
          {},
          h("h4", { text: title }),
          ...some(items, (item) => itemLine(item, papersText(item)), MOST_NARROWER),
        )
      : null;
  return section("Broader and narrower", null, list("broader", above), list("narrower", below));
}

function papersText(entity) {
  return String(new Set(factsOf(entity).map((fact) => factPaper[fact])).size);
}

function hiddenNote(facts, shown) {
  const hidden = facts.length - shown.length;
  return hidden ? h("p.quiet", { text: `The filters hide ${hidden} of ${facts.length}.` }) : null;
}

/** The papers of one predicate, each with the sentence that names the entity. */
function group([name, facts]) {
  const ordered = [...facts].sort((a, b) => published(b).localeCompare(published(a)) || a - b);
  return h(
    "div.group",
    {},
    h("h4", {}, name, h("span.count", { text: ` ${facts.length}` })),
    ...some(ordered, paperLine, MOST_PAPERS),
  );
}

function published(fact) {
  return papers.published[factPaper[fact]];
}

function paperLine(fact) {
  const paper = factPaper[fact];
  const line = itemLine(paper);
  line.classList.add("with-sentence");
  line.append(
    ...sentencesOf(fact, 1),
    h(
      "details.grounds",
      {},
      h("summary", { text: "why this?" }),
      groundsLine(fact),
      ...sentencesOf(fact).slice(1),
    ),
  );
  return line;
}

function together(entity, passing) {
  const found = companions(entity, passing);
  if (!found.length) return null;
  const line = ({ entity: other, papers: shared, lift }) =>
    h(
      "li.line",
      {},
      glyphIcon(typeOf(other)),
      itemLink(other),
      h("button.why", {
        type: "button",
        title: "Compare the two",
        "aria-label": `Compare with ${labelOf(other)}: ${shared} papers, ${lift.toFixed(1)} times chance`,
        text: `${shared} · ×${lift.toFixed(1)}`,
        onclick: () => join("compare", entity, other),
      }),
    );
  return section(
    "Occurs with, beyond chance",
    found.length,
    h("p.quiet", { text: "Papers that name both, and how many times more than by chance." }),
    ...some(found, line, MOST_COMPANIONS),
  );
}

function identifiers(entity) {
  const row = entity - paperCount;
  const links = [
    ["same as", entities.exact[row]],
    ["close to", entities.close[row]],
    ["within", entities.wider[row]],
  ].flatMap(([name, iris]) =>
    iris.map((iri) =>
      h(
        "li.line",
        {},
        h("span.quiet", { text: `${name} ` }),
        /^https?:\/\//i.test(iri)
          ? h("a.iri", { href: iri, rel: "noopener noreferrer", target: "_blank", text: iri })
          : h("span.iri", { text: iri }),
      ),
    ),
  );
  return section(
    "Identifiers",
    null,
    h("ul.plain", {}, h("li.line.iri", { text: iriOf(entity) }), ...links),
  );
}
