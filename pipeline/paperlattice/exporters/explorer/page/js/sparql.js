/** The view as a query over the RDF of the same build: the rows of its list of links. */

import {
  about,
  communities,
  communityOf,
  iriOf,
  isPaper,
  labelOf,
  PAPER,
  paperCount,
  predicates,
  sources,
  types,
} from "./data.js";
import { papersAround } from "./facts.js";

const PREFIXES = [
  "PREFIX dcterms: <http://purl.org/dc/terms/>",
  `PREFIX pl: <${about.ontology}>`,
  "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>",
  "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>",
  "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>",
  "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>",
];
const SELECT = "SELECT DISTINCT ?paper ?title ?predicate ?entity ?label ?support ?score WHERE {";
const FACT = [
  "  ?fact rdf:subject ?paper ; rdf:predicate ?predicate ; rdf:object ?entity ;",
  "    pl:support ?support ; pl:score ?score .",
  "  ?paper dcterms:title ?title .",
  "  ?entity skos:prefLabel ?label .",
];

/**
 * Write a query for what the reader looks at: which paper says what of which entity.
 * @param {import("./state.js").State} state @param {import("./view.js").View} view
 * @param {import("./filters.js").Passing} passing
 * @returns {string}
 */
export function sparql(state, view, passing) {
  const { show, items, around, filters } = state;
  const asked = show === "home" || (show === "item" && around.length) ? around : items;
  const lines = [
    ...restrictions(state, view, passing),
    ...FACT,
    ...(show === "link" ? [] : restrict(filters, asked)),
  ];
  return [...PREFIXES, SELECT, ...lines, "}", "ORDER BY ?label ?title ?predicate", ""].join("\n");
}

/** Which papers and entities are meant. */
function restrictions({ show, items, around }, view, passing) {
  if (show === "path") return pairs(view.links);
  if (show === "link") return pairs([{ a: items[0], b: items[1] }]);
  if (show === "compare") return own(items);
  if (around.length)
    return [
      ...values("paper", [...papersAround(around, view, passing)]),
      ...values(
        "entity",
        view.items.filter((item) => !isPaper(item)),
      ),
    ];
  return show === "item" ? own(items) : [];
}

/** All that papers say of some entities, or that some papers say. */
function own(items) {
  const papers = items.filter(isPaper);
  const entities = items.filter((item) => !isPaper(item));
  if (!papers.length) return values("entity", entities);
  if (!entities.length) return values("paper", papers);
  return ["  {", ...values("paper", papers), "  } UNION {", ...values("entity", entities), "  }"];
}

function pairs(links) {
  const rows = links.map(({ a, b }) => {
    const [paper, entity] = isPaper(a) ? [a, b] : [b, a];
    return `    (<${iriOf(paper)}> <${iriOf(entity)}>)  # ${comment(labelOf(entity))}`;
  });
  return ["  VALUES (?paper ?entity) {", ...rows, "  }"];
}

function values(name, items) {
  const rows = items.map((item) => `    <${iriOf(item)}>  # ${comment(labelOf(item))}`);
  return [`  VALUES ?${name} {`, ...rows, "  }"];
}

/** The filters, but that no type hides what is asked about. */
function restrict(filters, asked) {
  const { hiddenTypes, hiddenPredicates, hiddenItems, support } = filters;
  const list = (items) => items.map((item) => `<${iriOf(item)}>`).join(", ");
  const entities = asked.filter((item) => !isPaper(item));
  const shownTypes = types.filter((_, type) => !hiddenTypes.has(type)).map((name) => `pl:${name}`);
  const shown = predicates.filter((_, row) => !hiddenPredicates.has(row));
  const lines = [];
  if ([...hiddenTypes].some((type) => type !== PAPER)) {
    const exempt = entities.length ? ` || ?entity IN (${list(entities)})` : "";
    lines.push("  ?entity a ?type .", `  FILTER(?type IN (${shownTypes.join(", ")})${exempt})`);
  }
  if (hiddenPredicates.size)
    lines.push(`  FILTER(?predicate IN (${shown.map((name) => `pl:${name}`).join(", ")}))`);
  if (support > 1) lines.push(`  FILTER(?support >= ${support})`);
  for (const [name, gone] of [
    ["paper", [...hiddenItems].filter(isPaper)],
    ["entity", [...hiddenItems].filter((item) => !isPaper(item))],
  ])
    if (gone.length) lines.push(`  FILTER(?${name} NOT IN (${list(gone)}))`);
  return [...lines, ...years(filters), ...fromSources(filters), ...fromCommunities(filters)];
}

function years({ from, to }) {
  if (!from && !to) return [];
  const tests = [from ? `?year >= ${from}` : "", to ? `?year <= ${to}` : ""].filter(Boolean);
  return [
    "  ?paper dcterms:issued ?issued .",
    "  BIND(xsd:integer(SUBSTR(STR(?issued), 1, 4)) AS ?year)",
    `  FILTER(${tests.join(" && ")})`,
  ];
}

function fromSources(filters) {
  if (!filters.sources.size) return [];
  const names = [...filters.sources].map((row) => literal(sources[row]));
  return [
    `  VALUES ?source { ${names.join(" ")} }`,
    "  ?paper dcterms:source/rdfs:label ?source .",
  ];
}

/** Communities are of the picture, not of the graph: their papers are named one by one. */
function fromCommunities(filters) {
  if (!filters.communities.size) return [];
  const ids = new Set([...filters.communities].map((row) => communities.id[row]));
  const papers = Array.from({ length: paperCount }, (_, paper) => paper);
  const own = papers.filter((paper) => ids.has(communityOf[paper]));
  const names = [...filters.communities].map((row) => comment(communities.label[row]));
  return [`  # the papers of ${names.join("; ")}`, ...values("paper", own)];
}

function literal(text) {
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" };
  return `"${text.replace(/[\\"\n\r]/g, (character) => escapes[character])}"`;
}

/** A comment must stay on its line. */
function comment(text) {
  return text.replace(/[\r\n\u2028\u2029]+/g, " ").slice(0, 80);
}
