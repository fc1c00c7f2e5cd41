/** The view as a query over the RDF of the same build. */

import { about, iriOf, isPaper, labelOf, predicates } from "./data.js";

const PREFIXES = [
  `PREFIX pl: <${about.ontology}>`,
  "PREFIX dcterms: <http://purl.org/dc/terms/>",
  "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>",
  "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>",
];

/**
 * Write a query for what the reader looks at: which paper says what of which entity.
 * @param {import("./state.js").State} state
 * @param {number[]} items those on the map
 * @returns {string}
 */
export function sparql(state, items) {
  const { filters } = state;
  const names = predicates.filter((_, row) => !filters.hiddenPredicates.has(row));
  const lines = [
    ...restrictions(state, items),
    `  VALUES ?predicate { ${names.map((name) => `pl:${name}`).join(" ")} }`,
    "  ?paper ?predicate ?entity ;",
    "    dcterms:title ?title .",
    "  ?entity skos:prefLabel ?label .",
    ...strongest(names),
    ...years(filters),
  ];
  const head = "SELECT DISTINCT ?paper ?title ?predicate ?entity ?label WHERE {";
  return [...PREFIXES, head, ...lines, "}", "ORDER BY ?label ?title", ""].join("\n");
}

/** Which papers and entities are meant. */
function restrictions({ show, items: chosen, around }, items) {
  if (show === "compare" && !isPaper(chosen[0])) {
    const [first, second] = chosen.map(iriOf);
    return [
      ...values("entity", chosen),
      "  # papers that name both",
      `  ?paper pl:mentions <${first}> , <${second}> .`,
    ];
  }
  if (show === "path") return both(items);
  if (show === "link") return both(chosen);
  const centres = chosen.length ? chosen : around;
  return centres.length ? either(centres) : either(items.filter((item) => !isPaper(item)));
}

function both(items) {
  const papers = items.filter(isPaper);
  const entities = items.filter((item) => !isPaper(item));
  return [...values("paper", papers), ...values("entity", entities)];
}

function either(items) {
  const papers = items.filter(isPaper);
  const entities = items.filter((item) => !isPaper(item));
  if (!papers.length) return values("entity", entities);
  if (!entities.length) return values("paper", papers);
  return ["  {", ...values("paper", papers), "  } UNION {", ...values("entity", entities), "  }"];
}

function values(name, items) {
  const rows = items.map((item) => `    <${iriOf(item)}>  # ${comment(item)}`);
  return [`  VALUES ?${name} {`, ...rows, "  }"];
}

/** The graph says `mentions` beside every stronger predicate: ask for it where it stands alone. */
function strongest(names) {
  const stronger = names.filter((name) => name !== "mentions").map((name) => `pl:${name}`);
  if (!names.includes("mentions") || !stronger.length) return [];
  return [
    "  FILTER(?predicate != pl:mentions || NOT EXISTS {",
    `    VALUES ?stronger { ${stronger.join(" ")} }`,
    "    ?paper ?stronger ?entity",
    "  })",
  ];
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

/** A comment must stay on its line. */
function comment(item) {
  return labelOf(item)
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .slice(0, 80);
}
