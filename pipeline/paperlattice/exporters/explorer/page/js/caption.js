/** What is shown of what there is, and how to come back. */

import { entityCount, factCount, labelOf, paperCount } from "./data.js";
import { byId, clip, count, h, plural } from "./dom.js";
import { tally } from "./scene.js";
import { go, goHome } from "./state.js";

/** Write the line under the map. */
export function showCaption(state, view) {
  const shown = tally(view.items);
  const numbers = [
    `${count(shown.entities)} of ${plural(entityCount, "entity", "entities")}`,
    `${count(shown.papers)} of ${plural(paperCount, "paper")}`,
    `${count(view.links.length)} of ${plural(factCount, "link")}`,
  ].join(", ");
  const centres = [...new Set(state.around)].map((item) => clip(labelOf(item), 40)).join(", ");
  const about = {
    map: "",
    around: `Around ${centres}: `,
    path: "Paths: ",
    compare: "Comparison: ",
  };
  const hint = view.kind === "map" ? ". Search or click to see more." : "";
  const pair = state.show === "path" || state.show === "compare";
  const home = h("button", {
    type: "button",
    id: "whole",
    text: "Whole map",
    onclick: () => (pair ? goHome() : go({ around: [] })),
  });
  byId("caption").replaceChildren(
    h("span", { text: `${about[view.kind]}${numbers}${hint}` }),
    ...(view.kind === "map" ? [] : [home]),
  );
}

/** Say so where the filters leave nothing. */
export function showNothing(view) {
  byId("nothing").hidden = view.items.length > 0;
}
