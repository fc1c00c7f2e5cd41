/** The page: state in, picture, panel, filters and list out. */

import { entityCount, factCount, isPaper, labelOf, paperCount, typeName, typeOf } from "./data.js";
import { byId, clip, count, h, plural } from "./dom.js";
import { csv, save, savePng, saveSvg } from "./exports.js";
import { applyFilters } from "./filters.js";
import { startKeys } from "./keys.js";
import { fit, showView, startMap, zoomBy } from "./map.js";
import { entityPanel } from "./panel-entity.js";
import { homePanel } from "./panel-home.js";
import { comparePanel, linkPanel, pathPanel } from "./panel-pair.js";
import { paperPanel } from "./panel-paper.js";
import { showRail, startRail } from "./rail.js";
import { tally } from "./scene.js";
import { prepareSearch } from "./search.js";
import { startSearch } from "./searchbox.js";
import { sparql } from "./sparql.js";
import { expand, format, go, onState, showItem, startState, state } from "./state.js";
import { rowsOf, showTable } from "./table.js";
import { startTheme, toggleTheme } from "./theme.js";
import { listed, viewOf } from "./view.js";

let passing = null;
let filterKey = null;
let view = null;
let panelKey = null;

/** Show the state everywhere. */
function render(now) {
  const key = JSON.stringify(
    Object.values(now.filters).map((value) => (value instanceof Set ? [...value] : value)),
  );
  if (key !== filterKey) {
    passing = applyFilters(now.filters);
    filterKey = key;
    panelKey = null;
    showRail(passing);
  }
  view = viewOf(now, passing);
  byId("app").classList.toggle("listing", now.table);
  byId("view-table").setAttribute("aria-pressed", String(now.table));
  byId("table").hidden = !now.table;
  const link =
    now.show === "link" ? { a: Math.min(...now.items), b: Math.max(...now.items) } : null;
  showView(view, now.items, link);
  if (now.table) showTable(listed(view, passing), centre(now), passing);
  showPanel(now);
  showCaption(now);
  document.title = now.items.length
    ? `${now.items.map((item) => clip(labelOf(item), 60)).join(" · ")} – PaperLattice`
    : "PaperLattice";
}

function showPanel(now) {
  const key = `${now.show} ${now.items.join()} ${now.around.join()}`;
  if (key === panelKey) return;
  const moved = panelKey !== null;
  panelKey = key;
  const [first, second] = now.items;
  const panels = {
    home: () => homePanel(passing),
    item: () => (isPaper(first) ? paperPanel(first) : entityPanel(first, passing)),
    link: () => linkPanel(first, second),
    path: () => pathPanel(first, second),
    compare: () => comparePanel(first, second),
  };
  const panel = byId("panel");
  const active = document.activeElement;
  const adrift = active === document.body || panel.contains(active);
  panel.replaceChildren(...panels[now.show]().filter(Boolean));
  panel.scrollTop = 0;
  if (moved && now.show !== "home") showTab("panel");
  if (moved && adrift) panel.querySelector("h2").focus({ preventScroll: true });
  byId("said").textContent = now.items
    .map((item) => `${typeName(typeOf(item))} ${clip(labelOf(item), 120)}`)
    .join(", ");
}

/** Say what is shown of what there is, and how to come back. */
function showCaption(now) {
  const shown = tally(view.items);
  const parts = [
    `${count(shown.entities)} of ${plural(entityCount, "entity", "entities")}`,
    `${count(shown.papers)} of ${plural(paperCount, "paper")}`,
    `${count(view.links.length)} of ${plural(factCount, "link")}`,
  ];
  const about = {
    map: "",
    around: `Around ${now.around.map((item) => clip(labelOf(item), 40)).join(", ")}: `,
    path: "Paths: ",
    compare: "Comparison: ",
  }[view.kind];
  const home =
    view.kind === "map"
      ? null
      : h("button", {
          type: "button",
          id: "whole",
          text: "Whole map",
          onclick: () =>
            go({
              around: [],
              ...(now.show === "path" || now.show === "compare" ? { show: "home", items: [] } : {}),
            }),
        });
  byId("caption").replaceChildren(`${about}${parts.join(", ")}`, ...(home ? [home] : []));
}

/** On a narrow screen one of map, filters and panel is shown. */
function showTab(name) {
  byId("app").dataset.tab = name;
  for (const tab of document.querySelectorAll("#tabs button"))
    tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
}

function centre(now) {
  return now.around.length ? now.around[0] : now.show === "item" ? now.items[0] : -1;
}

function clickItem(item, event) {
  const { items, show } = state();
  if (
    event &&
    (event.shiftKey || event.ctrlKey || event.metaKey) &&
    show === "item" &&
    items[0] !== item
  ) {
    go({
      show: isPaper(item) === isPaper(items[0]) ? "compare" : "path",
      items: [items[0], item],
      around: [],
    });
  } else {
    showItem(item);
  }
}

function startControls() {
  const on = (id, act) => byId(id).addEventListener("click", act);
  on("view-table", () => go({ table: !state().table }));
  on("theme", toggleTheme);
  on("zoom-in", () => zoomBy(1.3));
  on("zoom-out", () => zoomBy(1 / 1.3));
  on("zoom-fit", fit);
  on("home", () => go({ show: "home", items: [], around: [], table: false }));
  on("save-csv", () =>
    save(
      "paperlattice.csv",
      csv(rowsOf(listed(view, passing), centre(state()), passing)),
      "text/csv",
    ),
  );
  on("save-png", savePng);
  on("save-svg", saveSvg);
  on("copy-link", () => offer("Link to this view", location.href.split("#")[0] + format(state())));
  on("copy-sparql", () => offer("SPARQL for this view", sparql(state(), view.items)));
  on("copy", copy);
  addEventListener("click", ({ target }) => {
    if (!byId("exports").contains(target)) byId("exports").open = false;
  });
  for (const tab of document.querySelectorAll("#tabs button"))
    tab.addEventListener("click", () => showTab(tab.dataset.tab));
  for (const close of document.querySelectorAll("dialog button.close"))
    close.addEventListener("click", () => close.closest("dialog").close());
}

/** Show a text to copy: the clipboard may be closed to files, the text never is. */
function offer(title, text) {
  byId("offer-title").textContent = title;
  byId("offer-text").value = text;
  byId("copy").textContent = "Copy";
  byId("exports").open = false;
  byId("offer").showModal();
  copy();
}

function copy() {
  const field = byId("offer-text");
  field.select();
  navigator.clipboard.writeText(field.value).then(
    () => {
      byId("copy").textContent = "Copied";
    },
    () => {
      byId("copy").textContent = "Press Ctrl+C";
    },
  );
}

function start() {
  startTheme();
  startRail();
  startMap({
    onItem: clickItem,
    onLink: (a, b) => go({ show: "link", items: isPaper(a) ? [a, b] : [b, a] }),
    onEmpty: () => {
      if (state().show === "item" || state().show === "link") go({ show: "home", items: [] });
    },
    onGroup: (community) =>
      go({ filters: { ...state().filters, communities: new Set([community]) } }),
    onExpand: expand,
  });
  startSearch(
    (item) => showItem(item, { around: true }),
    (item) => Boolean(passing.item[item]),
  );
  startControls();
  startKeys();
  startState();
  onState(render);
  showTab("map");
  render(state());
  setTimeout(prepareSearch, 100);
}

start();
