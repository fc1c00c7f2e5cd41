/** What can be taken away: rows as CSV, the map as PNG and SVG. */

import { typeOf } from "./data.js";
import { byId, svg } from "./dom.js";
import { convexHull, linkStyle } from "./draw.js";
import { glyphPath } from "./glyphs.js";
import { picture } from "./map.js";
import { groups } from "./scene.js";
import { sorted } from "./table.js";
import { colours } from "./theme.js";

const PNG_SCALE = 2;

/**
 * @param {import("./listing.js").Listing} listing
 * @returns {string} RFC 4180, with the mark that tells spreadsheets it is UTF-8
 */
export function csv(listing) {
  const { columns } = listing;
  const plain = ({ value, write = String }, row) => {
    const found = value(row);
    return typeof found === "number" ? write(found) : (found ?? "");
  };
  const lines = [
    columns.map(({ name }) => name),
    ...sorted(listing).map((row) => columns.map((column) => plain(column, row))),
  ];
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A field that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Hand a file to the reader. */
export function save(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    content instanceof Blob ? content : new Blob([content], { type }),
  );
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** @returns {SVGElement} the map as it stands, with its labels, on its ground */
function drawing() {
  const { scene, labels, toScreen, radius } = picture();
  const { width, height } = byId("map").getBoundingClientRect();
  const colour = colours();
  const root = svg("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
  });
  root.append(svg("rect", { width, height, fill: colour.ground }));
  const at = (item) => toScreen(scene.view.places.get(item));
  const round = (number) => Math.round(number * 10) / 10;
  for (const group of groups(scene)) {
    const points = convexHull(group.items.map(at)).map(({ x, y }) => `${round(x)} ${round(y)}`);
    root.append(
      svg("path", {
        d: `M${points.join("L")}Z`,
        fill: colour.hull,
        stroke: colour.hull,
        "stroke-width": 24,
        "stroke-linejoin": "round",
      }),
    );
  }
  for (const { a, b } of scene.view.links) {
    const [from, to] = [at(a), at(b)];
    const strong = scene.view.kind === "path" || scene.chosen.has(a) || scene.chosen.has(b);
    const { width: thick, dash } = linkStyle(a, b);
    root.append(
      svg("path", {
        d: `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`,
        stroke: colour.active,
        "stroke-width": strong ? thick : 1,
        "stroke-opacity": strong ? 1 : scene.lit ? 0.12 : 0.4,
        "stroke-dasharray": strong ? dash.join(" ") || "none" : "none",
      }),
    );
  }
  for (const item of scene.view.items) {
    const { x, y } = at(item);
    const dim = scene.lit && !scene.lit.has(item) ? 0.15 : 1;
    const mark = svg("path", {
      d: glyphPath(typeOf(item), x, y, radius(item)),
      fill: colour.types[typeOf(item)],
      "fill-opacity": dim,
    });
    if (scene.chosen.has(item)) {
      mark.setAttribute("stroke", colour.ink);
      mark.setAttribute("stroke-width", "3");
    }
    root.append(mark);
  }
  for (const label of labels) {
    const group = svg("g", { class: "label", opacity: label.alpha ?? 1 });
    label.lines.forEach((line, row) => {
      const text = svg("text", {
        x: round(label.x),
        y: round(label.y + label.size * (0.9 + row * 1.2)),
        "text-anchor": "middle",
        "font-size": label.size,
        "font-family": "system-ui, sans-serif",
        "font-weight": label.font.split(" ")[0],
        fill: label.quiet ? colour.quiet : colour.ink,
        stroke: colour.ground,
        "stroke-width": 3,
        "paint-order": "stroke",
      });
      text.textContent = legible(line);
      group.append(text);
    });
    root.append(group);
  }
  return root;
}

/** What XML can hold of a text: no control characters, no half of a surrogate pair. */
function legible(text) {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, " ");
}

/** Save the map as SVG. */
export function saveSvg() {
  save("paperlattice.svg", new XMLSerializer().serializeToString(drawing()), "image/svg+xml");
}

/** Save the map as PNG, drawn from the SVG at twice the size of the screen. */
export function savePng() {
  const source = drawing();
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = Number(source.getAttribute("width")) * PNG_SCALE;
    canvas.height = Number(source.getAttribute("height")) * PNG_SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save("paperlattice.png", blob, "image/png"));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(source))}`;
}
