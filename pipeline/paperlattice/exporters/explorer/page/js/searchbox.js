/** The search field and its list of results, as an ARIA combobox. */

import { isPaper, labelOf, typeName, typeOf, yearOf } from "./data.js";
import { byId, clip, h, plural } from "./dom.js";
import { glyphIcon } from "./glyphs.js";
import { weightOf } from "./relations.js";
import { RANKS, search, searchPair } from "./search.js";
import { state } from "./state.js";

/**
 * @typedef {Object} Given what the field calls
 * @property {function(number)} onChoose with the item that is chosen
 * @property {function("path"|"compare", number, number)} onJoin with two items to be joined
 * @property {function(number): boolean} passes whether an item passes the filters
 *
 * @typedef {{item: number, act: function(), content: Node[]}} Entry `item` -1: no single one
 */

/** @type {Given} */
let given = null;

/** @type {Entry[]} */
let entries = [];
let active = -1;

/** What takes the next choice instead of `onChoose`, while the other end of something is asked for. */
let picking = null;

/** Start the field. @param {Given} handlers */
export function startSearch(handlers) {
  given = handlers;
  const field = byId("search");
  field.addEventListener("input", list);
  field.addEventListener("focus", list);
  // A field that has the focus again by then keeps its list.
  field.addEventListener("blur", () =>
    setTimeout(() => {
      if (document.activeElement !== field) close();
    }, 150),
  );
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && entries.length) {
      event.preventDefault();
      choose(entries[Math.max(active, 0)], event.shiftKey);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (!byId("hits").hidden) close();
      else leave();
    }
  });
}

/** Put the cursor into the field. */
export function focusSearch() {
  byId("search").focus();
  byId("search").select();
}

/**
 * Let the next choice be the other end of a path or comparison.
 * @param {string} prompt @param {function(number)} then
 */
export function pickNext(prompt, then) {
  const field = byId("search");
  field.value = "";
  field.placeholder = prompt;
  byId("searchbar").classList.add("picking");
  const restore = () => {
    picking = null;
    field.placeholder = field.dataset.placeholder;
    byId("searchbar").classList.remove("picking");
    field.removeEventListener("blur", cancel);
  };
  const take = (item) => {
    restore();
    then(item);
  };
  const cancel = () =>
    setTimeout(() => {
      if (picking === take) restore();
    }, 200);
  picking = take;
  field.focus();
  field.addEventListener("blur", cancel);
}

function list() {
  const field = byId("search");
  const query = field.value;
  const hits = search(query);
  const isNamed = hits.length && hits[0].rank <= RANKS.inside;
  const pair = isNamed || picking ? [] : pairEntries(query);
  entries = [...pair, ...hits.map(itemEntry)];
  active = entries.length ? 0 : -1;
  const box = byId("hits");
  box.replaceChildren(...entries.map(option));
  if (!entries.length)
    box.append(h("li.none", { role: "presentation", text: "Nothing bears that name." }));
  else if (from() >= 0)
    box.append(
      h("li.none", {
        role: "presentation",
        text: `Shift + Enter: path from ${clip(labelOf(from()), 40)}`,
      }),
    );
  box.hidden = !query.trim();
  field.setAttribute("aria-expanded", String(!box.hidden));
  mark();
}

/** @returns {number} the item that a shifted choice is joined to, -1 for none */
function from() {
  const { show, items } = state();
  return show === "item" && !picking ? items[0] : -1;
}

function itemEntry({ item, by }) {
  const weight = weightOf(item);
  const detail = isPaper(item)
    ? ["Paper", yearOf(item) || null, plural(weight, "entity", "entities")]
        .filter(Boolean)
        .join(" · ")
    : `${typeName(typeOf(item))} · ${plural(weight, "paper")}`;
  const also = by ? h("span.also", { text: ` ${clip(by, 40)}` }) : null;
  const hidden = given.passes(item) ? null : h("span.also", { text: " · hidden by filters" });
  const name = h("span.name", {}, h("bdi", { text: clip(labelOf(item), 110) }), also);
  return {
    item,
    act: () => (picking || given.onChoose)(item),
    content: [glyphIcon(typeOf(item)), name, h("span.detail", { text: detail }, hidden)],
  };
}

/** What two names in one query may ask for. */
function pairEntries(query) {
  const pair = searchPair(query);
  if (!pair) return [];
  const { a, b } = pair;
  const names = [a, b].map((item) => h("bdi", { text: clip(labelOf(item), 60) }));
  const entry = (show, verb, detail) => ({
    item: -1,
    act: () => given.onJoin(show, a, b),
    content: [
      h("span.sign", { text: show === "path" ? "⇢" : "⇔", "aria-hidden": "true" }),
      h("span.name", {}, `${verb} `, names[0].cloneNode(true), " and ", names[1].cloneNode(true)),
      h("span.detail", { text: detail }),
    ],
  });
  const path = entry("path", "What joins", "Paths");
  return isPaper(a) === isPaper(b) ? [path, entry("compare", "Compare", "Side by side")] : [path];
}

function option(entry, row) {
  return h(
    "li",
    {
      id: `hit-${row}`,
      role: "option",
      onmousedown: (event) => {
        event.preventDefault();
        choose(entry, event.shiftKey);
      },
    },
    ...entry.content,
  );
}

function move(step) {
  if (!entries.length) return;
  active = (active + step + entries.length) % entries.length;
  mark();
}

function mark() {
  const field = byId("search");
  for (const [row, shown] of [...byId("hits").querySelectorAll("[role=option]")].entries()) {
    shown.setAttribute("aria-selected", String(row === active));
    if (row === active) shown.scrollIntoView({ block: "nearest" });
  }
  if (active >= 0) field.setAttribute("aria-activedescendant", `hit-${active}`);
  else field.removeAttribute("aria-activedescendant");
}

function choose(entry, shifted) {
  const start = from();
  close();
  byId("search").value = "";
  leave();
  if (shifted && start >= 0 && entry.item >= 0) given.onJoin("path", start, entry.item);
  else entry.act();
}

function close() {
  entries = [];
  active = -1;
  byId("hits").hidden = true;
  byId("hits").replaceChildren();
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function leave() {
  byId("search").blur();
}
