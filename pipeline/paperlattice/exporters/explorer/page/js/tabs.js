/** On a narrow screen one of map, filters and panel is shown. */

import { byId } from "./dom.js";

/** Start the tabs. */
export function startTabs() {
  for (const tab of document.querySelectorAll("#tabs button"))
    tab.addEventListener("click", () => showTab(tab.dataset.tab));
}

/** @param {"map"|"panel"|"rail"} name */
export function showTab(name) {
  byId("app").dataset.tab = name;
  for (const tab of document.querySelectorAll("#tabs button"))
    tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
}
