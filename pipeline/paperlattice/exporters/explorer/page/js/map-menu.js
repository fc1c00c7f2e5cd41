/** What the map's menu offers for an item, a link, or the ground. */

import { communities, communityOf, isPaper, labelOf } from "./data.js";
import { clip } from "./dom.js";
import { fit } from "./map.js";
import { openMenu } from "./menu.js";
import { askCompare, askPath, join } from "./panel-parts.js";
import { filter, go, goHome, hide, state } from "./state.js";

/**
 * Open the menu of what was asked for.
 * @param {{item: number, link: {a: number, b: number}|null, x: number, y: number}} asked
 * @param {{copyLink: function(), onExpand: function(number)}} acts
 */
export function showMapMenu({ item, link, x, y }, { copyLink, onExpand }) {
  const copy = { id: "copy", text: "Copy link to this view", act: copyLink };
  if (item >= 0) {
    openMenu({ x, y }, clip(labelOf(item), 60), [...itemEntries(item, onExpand), copy]);
  } else if (link) {
    const title = `${clip(labelOf(link.a), 30)} – ${clip(labelOf(link.b), 30)}`;
    openMenu({ x, y }, title, [{ id: "why", text: "Why this link?", act: () => why(link) }, copy]);
  } else {
    openMenu({ x, y }, "The map", [
      { id: "home", text: "Whole map", key: "m", act: goHome },
      { id: "fit", text: "Show all of this view", key: "0", act: fit },
      { id: "table", text: "As a table", key: "t", act: () => go({ list: "table" }) },
      copy,
    ]);
  }
}

/** Show the sentences of a link; of two entities the papers that name both. */
export function why({ a, b }) {
  go({ show: isPaper(a) ? "link" : "compare", items: [a, b] });
}

function itemEntries(item, onExpand) {
  const { show, items } = state();
  const other = show === "item" && items[0] !== item ? items[0] : -1;
  const named = other < 0 ? "" : clip(labelOf(other), 28);
  const community = communities.id.indexOf(communityOf[item]);
  return [
    { id: "expand", text: "Show its neighbourhood", key: "e", act: () => onExpand(item) },
    other < 0
      ? { id: "path", text: "Path to…", key: "p", act: () => askPath(item) }
      : { id: "path", text: `Path from ${named}`, act: () => join("path", other, item) },
    other >= 0 && isPaper(other) === isPaper(item)
      ? { id: "compare", text: `Compare with ${named}`, act: () => join("compare", other, item) }
      : { id: "compare", text: "Compare with…", key: "c", act: () => askCompare(item) },
    ...(community < 0
      ? []
      : [
          {
            id: "community",
            text: "Only its community",
            act: () => filter({ communities: new Set([community]) }),
          },
        ]),
    { id: "hide", text: "Hide", key: "h", act: () => hide(item) },
  ];
}
