/** Search over titles, labels, aliases and the forms that papers write, tolerant of small slips. */

import { entities, isPaper, itemCount, labelOf, paperCount } from "./data.js";
import { weightOf } from "./relations.js";

/**
 * @typedef {Object} Hit
 * @property {number} item @property {number} rank smaller is better @property {string} by the name that matched
 */

/** How well a name fits, the best first. */
export const RANKS = { same: 0, start: 1, word: 2, inside: 3, words: 4, slip: 5 };
const MOST_WORDS = 16;
const JOINERS = new Set([",", "-", "–", "+", "&", "and", "to", "vs", "vs.", "versus", "with"]);
const PLAIN = /^[\x20-\x7e]*$/;
let index = null;

/** @param {string} text @returns {string} lower case, without accents, hyphens and signs */
function fold(text) {
  if (PLAIN.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9+#]+/g, " ")
      .trim();
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, " ")
    .trim();
}

/** Gather the names before the first letter is typed. */
export function prepareSearch() {
  if (index) return;
  index = build();
  setTimeout(() => index.forEach(spell), 300);
}

/**
 * Find items by name.
 * @param {string} query @param {number} [most] @returns {Hit[]} the best first
 */
export function search(query, most = 12) {
  const wanted = fold(query);
  if (!wanted) return [];
  prepareSearch();
  const joined = wanted.replace(/ /g, "");
  const best = new Map();
  const offer = (entry, rank) => {
    const found = best.get(entry.item);
    if (!found || rank < found.rank)
      best.set(entry.item, { item: entry.item, rank, by: entry.name });
  };
  const words = wanted.split(" ");
  for (const entry of index) {
    const rank = rankOf(entry, wanted, joined, words);
    if (rank >= 0) offer(entry, rank);
  }
  if (best.size < 3 && joined.length > 3) {
    for (const entry of index) if (slips(entry, words, joined)) offer(entry, RANKS.slip);
  }
  return [...best.values()].sort(order).slice(0, most);
}

/**
 * Read a query as the names of two items, as in "EEG and fMRI" or "MindEye2 NeuroPictor".
 * @param {string} query
 * @returns {{a: number, b: number, rank: number}|null} the two, and how well the worse name fits
 */
export function searchPair(query) {
  const words = query
    .trim()
    .replace(/[,;→|]/g, " , ")
    .split(/\s+/);
  let best = null;
  for (let at = 1; at < Math.min(words.length, MOST_WORDS); at += 1) {
    const rest = words.slice(JOINERS.has(words[at].toLowerCase()) ? at + 1 : at);
    const a = named(words.slice(0, at).join(" "));
    const b = a && named(rest.join(" "));
    if (!b || a.item === b.item) continue;
    const rank = Math.max(a.rank, b.rank);
    if (!best || rank < best.rank) best = { a: a.item, b: b.item, rank };
  }
  return best;
}

/** @returns {Hit|null} the item that bears a name, or one that starts so */
function named(text) {
  const wanted = fold(text);
  if (wanted.length < 2) return null;
  prepareSearch();
  const together = wanted.replace(/ /g, "");
  let best = null;
  for (const { item, name, folded, joined } of index) {
    const same = folded === wanted || joined === together;
    if (!same && !folded.startsWith(`${wanted} `)) continue;
    const hit = { item, rank: same ? RANKS.same : RANKS.start, by: name };
    if (!best || order(hit, best) < 0) best = hit;
  }
  return best;
}

/** Names, folded, with and without spaces; a paper's title and an entity's every form. */
function build() {
  const entries = [];
  const add = (item, name, own) => {
    const folded = fold(name);
    if (folded)
      entries.push({
        item,
        name: own ? "" : name,
        folded,
        joined: folded.replace(/ /g, ""),
        words: null,
      });
  };
  for (let item = 0; item < itemCount; item += 1) {
    add(item, labelOf(item).slice(0, 400), true);
    if (isPaper(item)) continue;
    const row = item - paperCount;
    for (const name of [...entities.aliases[row], ...entities.forms[row]]) add(item, name, false);
  }
  return entries;
}

function rankOf({ folded, joined }, wanted, together, words) {
  if (folded === wanted || joined === together) return RANKS.same;
  if (folded.startsWith(wanted) || joined.startsWith(together)) return RANKS.start;
  if (folded.includes(` ${wanted}`)) return RANKS.word;
  if (together.length > 2 && joined.includes(together)) return RANKS.inside;
  if (words.length > 1 && words.every((word) => ` ${folded}`.includes(` ${word}`)))
    return RANKS.words;
  return -1;
}

/** Whether each word is a word of the name, give or take one slip (two in long words). */
function slips(entry, words, joined) {
  spell(entry);
  const near = (other, letters, word) => {
    const most = word.length > 7 ? 2 : 1;
    return (
      Math.abs(other.length - word.length) <= most &&
      differing(letters, lettersOf(word)) <= 2 * most &&
      within(other, word, most)
    );
  };
  return (
    near(entry.joined, entry.letters, joined) ||
    words.every((word) =>
      entry.words.some(
        ({ word: other, letters }) =>
          other.startsWith(word) || (word.length > 3 && near(other, letters, word)),
      ),
    )
  );
}

/** Note the words of a name, and the letters of each. */
function spell(entry) {
  if (entry.words) return;
  entry.letters = lettersOf(entry.joined);
  entry.words = entry.folded.split(" ").map((word) => ({ word, letters: lettersOf(word) }));
}

/** The letters of a word as bits: words with many different letters need not be compared further. */
function lettersOf(word) {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function differing(a, b) {
  let bits = a ^ b;
  let found = 0;
  for (; bits; bits &= bits - 1) found += 1;
  return found;
}

/** Whether two words are at most so many edits apart; two letters swapped are one edit. */
function within(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return false;
  let older = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let value = Math.min(old[column] + 1, next[column - 1] + 1, old[column - 1] + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        value = Math.min(value, older[column - 2] + 1);
      }
      next.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return false;
    older = old;
    old = next;
  }
  return old[b.length] <= most;
}

function order(a, b) {
  return (
    a.rank - b.rank ||
    isPaper(a.item) - isPaper(b.item) ||
    weightOf(b.item) - weightOf(a.item) ||
    a.item - b.item
  );
}
