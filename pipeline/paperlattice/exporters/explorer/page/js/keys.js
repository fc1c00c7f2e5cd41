/** The keyboard: one letter each, none while the reader types or holds a modifier. */

import { byId } from "./dom.js";
import { fit, menuOf, nextItem, panBy, zoomBy } from "./map.js";
import { askCompare, askPath } from "./panel-parts.js";
import { focusSearch } from "./searchbox.js";
import { go, goHome, hide, showItem, state } from "./state.js";
import { toggleTheme } from "./theme.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PAN = 60;
let expand = null;

/** Start listening. @param {function(number)} onExpand what shows more round an item */
export function startKeys(onExpand) {
  expand = onExpand;
  addEventListener("keydown", (event) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      focusSearch();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("dialog")) return;
    if (event.key === "Escape") {
      escape();
      return;
    }
    if (event.target.closest("input, select, textarea")) return;
    if (event.target.closest("#map") && (event.key in ARROWS || event.key === "Enter")) {
      event.preventDefault();
      if (event.key === "Enter") byId("panel").querySelector("h2").focus();
      else arrow(ARROWS[event.key]);
      return;
    }
    // The other way to ask for a context menu.
    if (event.key === "F10" && event.shiftKey && state().show === "item") {
      event.preventDefault();
      menuOf(state().items[0]);
      return;
    }
    if (!byId("letters").checked && event.key.length === 1) return;
    const act = actions()[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  byId("help").addEventListener("click", () => byId("keysheet").showModal());
}

function actions() {
  const { items, show } = state();
  const item = show === "item" ? items[0] : -1;
  const withItem = (act) => () => {
    if (item >= 0) act(item);
  };
  return {
    "/": focusSearch,
    e: withItem(expand),
    p: withItem(askPath),
    c: withItem(askCompare),
    t: () => go({ list: state().list ? "" : "table" }),
    d: toggleTheme,
    h: withItem(hide),
    m: goHome,
    ContextMenu: withItem(menuOf),
    "+": () => zoomBy(1.3),
    "=": () => zoomBy(1.3),
    "-": () => zoomBy(1 / 1.3),
    0: fit,
    "?": () => byId("keysheet").showModal(),
  };
}

/** With something chosen, walk to the neighbour in that direction; without, move the map. */
function arrow([dx, dy]) {
  const { items, show } = state();
  if (show !== "item") {
    panBy(dx * PAN, dy * PAN);
    return;
  }
  const next = nextItem(items[0], dx, dy);
  if (next >= 0) showItem(next);
}

/** One layer at a time: what is compared or joined, the choice, the neighbourhood, the list. */
function escape() {
  const { show, around, list } = state();
  if (byId("exports").open) byId("exports").open = false;
  else if (show === "path" || show === "compare" || show === "link")
    go({ show: "item", items: state().items.slice(0, 1) });
  else if (show === "item") go({ show: "home", items: [] });
  else if (around.length) go({ around: [] });
  else if (list) go({ list: "" });
}
