/** What the reader looks at, kept in the address: Back, Forward, reload and a sent link all work. */

import { communities, itemOf, keyOf, PAPER, predicates, rawTypeName, sources } from "./data.js";

/**
 * @typedef {Object} State
 * @property {"home"|"item"|"link"|"path"|"compare"} show what the panel is about
 * @property {number[]} items what it is about: none, one or two items
 * @property {number[]} around the items whose neighbourhoods the map shows, one as often as it was
 * expanded; none: the whole map
 * @property {""|"table"|"links"} list the list that takes the map's place, if any
 * @property {Filters} filters
 *
 * @typedef {Object} Filters
 * @property {Set<number>} hiddenTypes
 * @property {Set<number>} hiddenPredicates
 * @property {number} from first year, 0 for none
 * @property {number} to last year, 0 for none
 * @property {number} support least support
 * @property {Set<number>} communities those shown; none: all
 * @property {Set<number>} sources those shown; none: all
 * @property {Set<number>} hiddenItems papers and entities that the reader has hidden one by one
 */

const SHOWS = { item: 1, link: 2, path: 2, compare: 2 };
const LISTS = ["table", "links"];
const listeners = [];
let seen = location.hash;
let current = parse(seen);

/** @returns {Filters} filters that let everything through */
export function openFilters() {
  return {
    hiddenTypes: new Set(),
    hiddenPredicates: new Set(),
    from: 0,
    to: 0,
    support: 1,
    communities: new Set(),
    sources: new Set(),
    hiddenItems: new Set(),
  };
}

/** @returns {State} */
export function state() {
  return current;
}

/** @param {function(State): void} listener called after every change */
export function onState(listener) {
  listeners.push(listener);
}

/**
 * Change what is shown; one step of history for each change that changes anything.
 * @param {Partial<State>} changes
 */
export function go(changes) {
  const next = { ...current, ...changes };
  const hash = format(next);
  if (hash !== format(current)) history.pushState(null, "", hash || "#");
  seen = location.hash;
  current = next;
  announce();
}

/** Show one item; `around` as well: with its neighbourhood in the map's place. */
export function showItem(item, { around = false } = {}) {
  go({ show: "item", items: [item], ...(around ? { around: [item], list: "" } : {}) });
}

/** Add an item's neighbourhood to the map, or more of it. */
export function expand(item) {
  go({ show: "item", items: [item], around: [...current.around, item], list: "" });
}

/** Take an item off the map and out of all counts, until the reader wants it back. */
export function hide(item) {
  const { filters, items, around } = current;
  go({
    filters: { ...filters, hiddenItems: new Set([...filters.hiddenItems, item]) },
    around: around.filter((centre) => centre !== item),
    ...(items.includes(item) ? { show: "home", items: [] } : {}),
  });
}

/** Change some of the filters. @param {Partial<Filters>} changes */
export function filter(changes) {
  go({ filters: { ...current.filters, ...changes } });
}

/** Go back to the whole map; the filters stay. */
export function goHome() {
  go({ show: "home", items: [], around: [], list: "" });
}

/** Follow the address from now on. */
export function startState() {
  // A changed hash fires both events: the second has nothing new to say.
  const read = () => {
    if (location.hash === seen) return;
    seen = location.hash;
    const next = parse(seen);
    // Equal filters stay the same object, so that what hangs on them alone need not be made again.
    if (same(next.filters, current.filters)) next.filters = current.filters;
    current = next;
    announce();
  };
  addEventListener("popstate", read);
  addEventListener("hashchange", read);
}

function announce() {
  for (const listener of listeners) listener(current);
}

/** @param {State} from @returns {string} the address's hash, empty for the first view */
export function format(from) {
  const parts = [];
  const { filters } = from;
  const add = (name, values) => {
    if (values.length) parts.push(`${name}=${values.map(encodeURIComponent).join("+")}`);
  };
  if (from.show !== "home") add(from.show, from.items.map(keyOf));
  add("around", from.around.map(keyOf));
  if (from.list) add("view", [from.list]);
  add("hide", ordered(filters.hiddenTypes).map(rawTypeName));
  add(
    "without",
    ordered(filters.hiddenPredicates).map((row) => predicates[row]),
  );
  if (filters.from || filters.to) add("years", [`${filters.from || ""}-${filters.to || ""}`]);
  if (filters.support > 1) add("support", [String(filters.support)]);
  add(
    "communities",
    ordered(filters.communities).map((row) => String(communities.id[row])),
  );
  add(
    "sources",
    ordered(filters.sources).map((row) => sources[row]),
  );
  add("out", ordered(filters.hiddenItems).map(keyOf));
  return parts.length ? `#${parts.join("&")}` : "";
}

/** @param {string} hash @returns {State} what a hash asks for; what it cannot mean is left out */
function parse(hash) {
  const found = { show: "home", items: [], around: [], list: "", filters: openFilters() };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name, joined = ""] = part.split("=");
    const values = joined.split("+").filter(Boolean).map(decode);
    const items = values.map(itemOf).filter((item) => item >= 0);
    if (name in SHOWS && items.length === SHOWS[name]) Object.assign(found, { show: name, items });
    else if (name === "around") found.around = items;
    else if (name === "view") found.list = LISTS.includes(values[0]) ? values[0] : "";
    else if (name === "out") found.filters.hiddenItems = new Set(items);
    else readFilter(found.filters, name, values);
  }
  return found;
}

/** @param {Filters} one @param {Filters} other @returns {boolean} whether both hide the same */
export function same(one, other) {
  return JSON.stringify(one, plainly) === JSON.stringify(other, plainly);
}

function plainly(_, value) {
  return value instanceof Set ? ordered(value) : value;
}

function readFilter(filters, name, values) {
  const rows = (list) =>
    new Set(values.map((value) => list.indexOf(value)).filter((row) => row >= 0));
  const typeNames = Array.from({ length: PAPER + 1 }, (_, type) => rawTypeName(type));
  if (name === "hide") filters.hiddenTypes = rows(typeNames);
  else if (name === "without") filters.hiddenPredicates = rows(predicates);
  else if (name === "years")
    [filters.from, filters.to] = (values[0] || "").split("-").map((year) => Number(year) || 0);
  else if (name === "support") filters.support = Math.max(1, Number(values[0]) || 1);
  else if (name === "communities") filters.communities = rows(communities.id.map(String));
  else if (name === "sources") filters.sources = rows(sources);
}

function ordered(numbers) {
  return [...numbers].sort((a, b) => a - b);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
