/** The page: state in, picture, panel, filters and list out. */

import { isPaper, labelOf, typeName, typeOf } from "./data.js";
import { showCaption, showNothing } from "./caption.js";
import { showChips } from "./chips.js";
import { listingOf, startControls } from "./controls.js";
import { byId, clip } from "./dom.js";
import { applyFilters } from "./filters.js";
import { startKeys } from "./keys.js";
import { showMapMenu, why } from "./map-menu.js";
import { showView, startMap } from "./map.js";
import { startMenu } from "./menu.js";
import { offerLink } from "./offer.js";
import { entityPanel } from "./panel-entity.js";
import { homePanel } from "./panel-home.js";
import { comparePanel, linkPanel, pathPanel } from "./panel-pair.js";
import { join } from "./panel-parts.js";
import { paperPanel } from "./panel-paper.js";
import { showRail, startRail } from "./rail.js";
import { prepareSearch } from "./search.js";
import { startSearch } from "./searchbox.js";
import { expand, filter, go, onState, showItem, startState, state } from "./state.js";
import { listHeading, showTable } from "./table.js";
import { showTab, startTabs } from "./tabs.js";
import { startTheme } from "./theme.js";
import { leftAround, viewOf } from "./view.js";

let passing = null;
let view = null;
let filters = null;
let panelKey = null;

/** Show the state everywhere. */
function render(now) {
  const filtered = now.filters !== filters;
  if (filtered) {
    filters = now.filters;
    passing = applyFilters(filters);
  }
  view = viewOf(now, passing);
  const link =
    now.show === "link" ? { a: Math.min(...now.items), b: Math.max(...now.items) } : null;
  // The map first: it asks for sizes, which is quick as long as nothing else has been changed.
  showView(view, { chosen: now.items, link, passing });
  if (filtered) {
    panelKey = null;
    showRail(passing);
    showChips(filters);
  }
  showList(now);
  showPanel(now);
  showCaption(now, view);
  showNothing(view);
  document.title = now.items.length
    ? `${now.items.map((item) => clip(labelOf(item), 60)).join(" · ")} – PaperLattice`
    : "PaperLattice";
}

function showList(now) {
  byId("app").classList.toggle("listing", Boolean(now.list));
  byId("view-table").setAttribute("aria-pressed", String(Boolean(now.list)));
  byId("table").hidden = !now.list;
  if (now.list) showTable(listingOf(now, view, passing), listHeading(now.list));
}

function showPanel(now) {
  const key = `${now.show} ${now.items.join()} ${now.around.join()}`;
  if (key === panelKey) return;
  const moved = panelKey !== null;
  panelKey = key;
  const [first, second] = now.items;
  const scope = { passing, view };
  const panels = {
    home: () => homePanel(passing),
    item: () => (isPaper(first) ? paperPanel(first, scope) : entityPanel(first, scope)),
    link: () => linkPanel(first, second),
    path: () => pathPanel(first, second, passing),
    compare: () => comparePanel(first, second, passing),
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

/** With Shift held, join what is clicked to what is chosen. */
function clickItem(item, event) {
  const { items, show } = state();
  const joins = event && (event.shiftKey || event.ctrlKey || event.metaKey);
  if (joins && show === "item" && items[0] !== item)
    join(isPaper(item) === isPaper(items[0]) ? "compare" : "path", items[0], item);
  else showItem(item);
}

/** Show more round an item, where there is more; else the item alone. */
function grow(item) {
  if (!state().around.length || leftAround(item, view, passing)) expand(item);
  else showItem(item);
}

function letGo() {
  if (state().show === "item" || state().show === "link") go({ show: "home", items: [] });
}

function start() {
  startTheme();
  startRail();
  startTabs();
  startMenu();
  startMap({
    onItem: clickItem,
    onLink: (a, b) => why({ a, b }),
    onEmpty: letGo,
    onGroup: (community) => filter({ communities: new Set([community]) }),
    onExpand: grow,
    onMenu: (asked) => showMapMenu(asked, { copyLink: offerLink, onExpand: grow }),
  });
  startSearch({
    onChoose: (item) => showItem(item, { around: true }),
    onJoin: join,
    passes: (item) => Boolean(passing.item[item]),
  });
  startControls(() => ({ view, passing }));
  startKeys(grow);
  startState();
  onState(render);
  showTab("map");
  render(state());
  setTimeout(prepareSearch, 100);
}

start();
