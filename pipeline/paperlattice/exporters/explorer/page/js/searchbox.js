/** The search field and its list of results, as an ARIA combobox. */

import { isPaper, labelOf, typeName, typeOf, yearOf } from "./data.js";
import { byId, clip, h, plural } from "./dom.js";
import { glyphIcon } from "./glyphs.js";
import { weightOf } from "./scene.js";
import { search } from "./search.js";

let hits = [];
let active = -1;
let chosen = null;
let passes = () => true;

/**
 * Start the field.
 * @param {function(number)} onChoose what to do with the item that is chosen
 * @param {function(number): boolean} isPassing whether an item passes the filters
 */
export function startSearch(onChoose, isPassing) {
  const field = byId("search");
  passes = isPassing;
  chosen = onChoose;
  field.addEventListener("input", () => list(search(field.value)));
  field.addEventListener("focus", () => {
    if (field.value) list(search(field.value));
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && hits.length) {
      event.preventDefault();
      choose(hits[Math.max(active, 0)].item);
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
  const usual = chosen;
  field.value = "";
  field.placeholder = prompt;
  byId("searchbar").classList.add("picking");
  const restore = () => {
    chosen = usual;
    field.placeholder = field.dataset.placeholder;
    byId("searchbar").classList.remove("picking");
    field.removeEventListener("blur", cancel);
  };
  const cancel = () =>
    setTimeout(() => {
      if (chosen === take) restore();
    }, 200);
  const take = (item) => {
    restore();
    then(item);
  };
  chosen = take;
  field.focus();
  field.addEventListener("blur", cancel);
}

function list(found) {
  hits = found;
  active = found.length ? 0 : -1;
  const field = byId("search");
  const box = byId("hits");
  box.replaceChildren(...found.map(option));
  if (!found.length && field.value.trim()) {
    box.append(h("li.none", { role: "presentation", text: "Nothing bears that name." }));
  }
  box.hidden = !field.value.trim();
  field.setAttribute("aria-expanded", String(!box.hidden));
  mark();
}

function option(hit, row) {
  const { item, by } = hit;
  const weight = weightOf(item);
  const detail = isPaper(item)
    ? ["Paper", yearOf(item) || null, plural(weight, "entity", "entities")]
        .filter(Boolean)
        .join(" · ")
    : `${typeName(typeOf(item))} · ${plural(weight, "paper")}`;
  const also = by ? h("span.also", { text: ` ${clip(by, 40)}` }) : null;
  const hidden = passes(item) ? null : h("span.also", { text: " · hidden by filters" });
  return h(
    "li",
    {
      id: `hit-${row}`,
      role: "option",
      onmousedown: (event) => {
        event.preventDefault();
        choose(item);
      },
    },
    glyphIcon(typeOf(item)),
    h("span.name", {}, h("bdi", { text: clip(labelOf(item), 110) }), also),
    h("span.detail", { text: detail }, hidden),
  );
}

function move(step) {
  if (!hits.length) return;
  active = (active + step + hits.length) % hits.length;
  mark();
}

function mark() {
  const field = byId("search");
  for (const [row, entry] of [...byId("hits").querySelectorAll("[role=option]")].entries()) {
    entry.setAttribute("aria-selected", String(row === active));
    if (row === active) entry.scrollIntoView({ block: "nearest" });
  }
  if (active >= 0) field.setAttribute("aria-activedescendant", `hit-${active}`);
  else field.removeAttribute("aria-activedescendant");
}

function choose(item) {
  close();
  byId("search").value = "";
  leave();
  chosen(item);
}

function close() {
  hits = [];
  active = -1;
  byId("hits").hidden = true;
  byId("hits").replaceChildren();
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function leave() {
  byId("search").blur();
}
