/** What the map shows at this moment, and how large, bright and named each mark is. */

import {
  communities,
  communityOf,
  isPaper,
  itemCount,
  paperCount,
  shortLabelOf,
  labelOf,
} from "./data.js";
import { clip } from "./dom.js";
import { boxOf } from "./frame.js";
import { joined, weightOf } from "./relations.js";

const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
const LONGEST_ENTITY = 32;
const LONGEST_PAPER = 52;
const LINE = 26;
const NARROW_LINE = 15;
const NARROW = 560;

/** An entity that joins so many papers, of the most, is named even where it is crowded. */
const PROMINENT = 0.4;

/**
 * @typedef {Object} Scene
 * @property {import("./view.js").View} view
 * @property {Set<number>} chosen what the panel is about
 * @property {Set<number>|null} lit chosen items and their neighbours; null: nothing is dimmed
 * @property {number} hovered an item, -1 for none
 * @property {{a: number, b: number}|null} link the link that the panel is about
 * @property {import("./filters.js").Passing|null} passing what the filters let through
 */

let most = 0;

/** @returns {Scene} */
export function emptyScene() {
  return {
    view: {
      items: [],
      links: [],
      places: new Map(),
      box: boxOf([]),
      hulls: false,
      kind: "map",
      key: "",
    },
    chosen: new Set(),
    lit: null,
    hovered: -1,
    link: null,
    passing: null,
  };
}

/** @returns {number} the weight of the entity that joins most papers, but not less than a few */
function heaviest() {
  if (!most) {
    most = 25;
    for (let item = paperCount; item < itemCount; item += 1) most = Math.max(most, weightOf(item));
  }
  return most;
}

/** @param {number} item @param {string} kind of view @returns {number} radius in pixels at the first zoom */
export function radiusOf(item, kind) {
  if (isPaper(item)) return kind === "map" ? 4.5 : 7;
  return 5.5 + (kind === "map" ? 11 : 9) * Math.sqrt(weightOf(item) / heaviest());
}

/** @param {Scene} scene @returns {Set<number>|null} what stays bright */
export function litItems(scene) {
  if (!scene.chosen.size || scene.view.kind === "path" || scene.view.kind === "compare")
    return null;
  const lit = new Set(scene.chosen);
  if (scene.link) return lit;
  for (const { a, b } of scene.view.links) {
    if (scene.chosen.has(a)) lit.add(b);
    if (scene.chosen.has(b)) lit.add(a);
  }
  for (const item of scene.chosen)
    for (const other of joined(item, scene.passing, [item])) lit.add(other);
  return lit;
}

/** @param {Scene} scene @returns {{a: number, b: number}[]} the links that are drawn strongly */
export function litLinks(scene) {
  const { view, chosen, hovered, link } = scene;
  if (link) return [link];
  if (view.kind === "path" || view.kind === "compare") return view.links;
  const ends = new Set(hovered >= 0 ? [hovered] : chosen);
  if (!ends.size) return [];
  const own = view.links.filter(({ a, b }) => ends.has(a) || ends.has(b));
  const seen = new Set(own.map(({ a, b }) => a * itemCount + b));
  for (const end of ends) {
    for (const other of joined(end, scene.passing, [end])) {
      const [a, b] = isPaper(end) ? [end, other] : [other, end];
      if (view.places.has(other) && view.places.has(end) && !seen.has(a * itemCount + b))
        own.push({ a, b });
    }
  }
  return own;
}

/** @param {Scene} scene @returns {{row: number, name: string[], items: number[], weight: number}[]} communities in view */
export function groups(scene) {
  if (!scene.view.hulls) return [];
  const members = new Map();
  for (const item of scene.view.items) {
    const community = communityOf[item];
    if (!members.has(community)) members.set(community, []);
    members.get(community).push(item);
  }
  return communities.id
    .map((id, row) => ({
      row,
      name: communityName(row),
      items: members.get(id) || [],
      weight: (members.get(id) || []).length,
    }))
    .filter((group) => group.weight >= 4)
    .sort((a, b) => b.weight - a.weight);
}

/** @param {number} row @returns {string[]} the lines of a community's name on the map */
function communityName(row) {
  const telling = communities.telling[row].slice(0, 2).map(shortLabelOf);
  const lines = telling.length ? telling : communities.label[row].split(", ").slice(0, 2);
  return lines.map((line) => clip(line, 30));
}

/**
 * The labels that the scene would like to have, the most wanted first.
 * @param {Scene} scene @param {function({x: number, y: number}): {x: number, y: number}} toScreen
 * @param {function(number): number} radius on the screen
 * @param {number} zoom 1 where the view just fits @param {number} width of the frame
 */
export function* wantedLabels(scene, toScreen, radius, zoom, width) {
  const { view, chosen, lit, hovered } = scene;
  const done = new Set();
  const narrow = width < NARROW ? 1 : 0;
  const label = (item, options = {}) => {
    done.add(item);
    const { x, y } = toScreen(view.places.get(item));
    const strong = chosen.has(item) || item === hovered;
    const size = (strong ? 13 : 12) - narrow;
    const lines = isPaper(item)
      ? wrap(
          clip(labelOf(item), strong && !narrow ? 78 : LONGEST_PAPER),
          narrow ? NARROW_LINE : LINE,
        )
      : wrap(clip(shortLabelOf(item), strong ? 60 : LONGEST_ENTITY), LINE);
    return {
      item,
      lines,
      size,
      x,
      y,
      around: radius(item) + 2,
      font: `${strong ? "600" : "400"} ${size}px ${FONT}`,
      quiet: isPaper(item) && !strong,
      ...options,
    };
  };
  const present = (item) => view.places.has(item) && !done.has(item);
  for (const item of [hovered, ...chosen])
    if (item >= 0 && present(item)) yield label(item, { always: true });
  const byWeight = view.items
    .filter(present)
    .sort((a, b) => isPaper(a) - isPaper(b) || weightOf(b) - weightOf(a) || a - b);
  const bright = lit ? byWeight.filter((item) => lit.has(item)) : [];
  for (const item of bright) if (present(item)) yield label(item);
  for (const group of groups(scene)) yield communityLabel(group, view, toScreen, lit, narrow);
  if (lit && view.kind === "map") return;
  const paperLabels = view.kind !== "map" || zoom > 2.2;
  for (const item of byWeight) {
    if (present(item) && (paperLabels || !isPaper(item)))
      yield label(item, {
        alpha: lit && !lit.has(item) ? 0.6 : 1,
        prominent: !isPaper(item) && weightOf(item) > PROMINENT * heaviest(),
      });
  }
}

function communityLabel(group, view, toScreen, lit, narrow) {
  const box = boxOf(group.items.map((item) => toScreen(view.places.get(item))));
  const size = 13 - narrow;
  const lines = narrow ? group.name.slice(0, 1) : group.name;
  const tall = lines.length * size * 1.2;
  const middle = (box.left + box.right) / 2;
  const wide = (box.right - box.left) / 4;
  const rows = [box.top - tall - 11, box.bottom + 12, box.top - tall - 3, box.top - 4];
  return {
    lines,
    size,
    spots: rows.flatMap((y) => [0, -wide, wide].map((aside) => ({ x: middle + aside, y }))),
    font: `650 ${size}px ${FONT}`,
    alpha: lit ? 0.4 : 1,
    group: group.row,
  };
}

/** @param {string} text @param {number} wide in characters @returns {string[]} lines of about equal length */
function wrap(text, wide) {
  const rows = Math.ceil(text.length / wide);
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > text.length / rows + wide / 4) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

/** @param {number[]} items @returns {{papers: number, entities: number}} */
export function tally(items) {
  const shownPapers = items.filter((item) => item < paperCount).length;
  return { papers: shownPapers, entities: items.length - shownPapers };
}
