/** Text with its mentions marked: a sentence behind an assertion, or a whole abstract. */

import {
  entities,
  evidenceOf,
  factPaper,
  factPredicate,
  groundsOf,
  keyOf,
  labelOf,
  mentionAt,
  mentionsOf,
  paperCount,
  papers,
  predicateName,
  predicates,
  sentenceOf,
  textOf,
  typeName,
  typeOf,
} from "./data.js";
import { h, plural } from "./dom.js";
import { typeSlug } from "./glyphs.js";
import { showItem } from "./state.js";

/** @param {number} item @param {...(Node|string)} content @returns {HTMLAnchorElement} a link that shows an item */
export function itemLink(item, ...content) {
  const key = keyOf(item);
  return h(
    "a.item",
    {
      href: `#item=${encodeURIComponent(key)}`,
      "data-item": key,
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        showItem(item);
      },
    },
    ...(content.length ? content : [h("bdi", { text: labelOf(item) })]),
  );
}

/**
 * Write a part of a text with some of its mentions marked; where mentions overlap the first stands.
 * @param {string} text @param {{start: number, end: number}} part
 * @param {{start: number, end: number, entity: number}[]} mentions in order
 * @param {function({start: number, end: number, entity: number}, string): Node} mark
 * @returns {(Node|string)[]}
 */
function marked(text, part, mentions, mark) {
  const pieces = [];
  let at = part.start;
  for (const mention of mentions) {
    if (mention.start < at || mention.end > part.end) continue;
    if (mention.start > at) pieces.push(text.slice(at, mention.start));
    pieces.push(mark(mention, text.slice(mention.start, mention.end)));
    at = mention.end;
  }
  if (at < part.end) pieces.push(text.slice(at, part.end));
  return pieces;
}

/** @returns {HTMLElement} the sentence of a mention, with the given mentions marked */
function sentence(paper, first, rows) {
  const span = sentenceOf(paper, first);
  const own = rows
    .map(mentionAt)
    .filter((mention) => mention.start >= span.start && mention.end <= span.end);
  const mark = (mention, text) => h(`mark.type-${typeSlug(typeOf(mention.entity))}`, { text });
  return h("blockquote.sentence", { dir: "auto" }, ...marked(textOf(paper), span, own, mark));
}

/** @param {number} fact @param {number} [most] @returns {HTMLElement[]} the sentences behind an assertion */
export function sentencesOf(fact, most = Infinity) {
  const paper = factPaper[fact];
  const rows = evidenceOf(fact);
  const seen = new Set();
  const found = [];
  for (const row of rows) {
    const { start } = sentenceOf(paper, row);
    if (seen.has(start)) continue;
    seen.add(start);
    if (found.length < most) found.push(sentence(paper, row, rows));
  }
  return found;
}

/** @param {number} fact @returns {string[]} the same sentences as plain text */
export function sentenceTexts(fact) {
  return sentencesOf(fact).map((found) => found.textContent.trim().replace(/\s+/g, " "));
}

/** @param {number} fact @returns {HTMLElement} predicate, support, rule and score in one line */
export function groundsLine(fact) {
  const { rule, score, support } = groundsOf(fact);
  return h("p.grounds", {
    text: `${predicateName(predicates[factPredicate[fact]])} · ${plural(support, "mention")} · rule: ${rule} · score ${score.toFixed(2)}`,
  });
}

/** @param {number} paper @returns {HTMLElement} the abstract with every mention a link in its type's colour */
export function abstractOf(paper) {
  const text = textOf(paper);
  const link = (mention, content) =>
    itemLink(
      mention.entity,
      h(`mark.type-${typeSlug(typeOf(mention.entity))}`, {
        title: `${typeName(typeOf(mention.entity))}: ${entities.label[mention.entity - paperCount]}`,
        text: content,
      }),
    );
  const own = mentionsOf(paper)
    .map(mentionAt)
    .filter((mention) => mention.entity >= 0);
  return h(
    "p.abstract",
    { dir: "auto" },
    ...marked(text, { start: papers.title[paper].length + 1, end: text.length }, own, link),
  );
}

/** @param {number} paper @returns {(Node|string)[]} the title with its mentions marked */
export function titleOf(paper) {
  const text = textOf(paper);
  const own = mentionsOf(paper)
    .map(mentionAt)
    .filter((mention) => mention.entity >= 0);
  const mark = (mention, content) =>
    h(`mark.type-${typeSlug(typeOf(mention.entity))}`, { text: content });
  return marked(text, { start: 0, end: papers.title[paper].length }, own, mark);
}
