/** Elements without markup: every text is a text node. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element.
 * @param {string} name tag name, with classes after dots: "p.note"
 * @param {Object<string, *>} [properties] `on...` listeners, `text`, ARIA and other attributes
 * @param {...(Node|string|null)} children
 * @returns {HTMLElement}
 */
export function h(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "text") element.textContent = value;
    else if (key === "value" || key === "checked") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Make an SVG element.
 * @param {string} name @param {Object<string, string|number>} attributes @param {...Node} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  return document.getElementById(id);
}

/** @param {number} number @returns {string} with separators of thousands */
export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** @param {number} number @param {string} one @param {string} [many] @returns {string} "3 papers" */
export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** @param {string} text @param {number} most @returns {string} the text, cut with an ellipsis */
export function clip(text, most) {
  const points = text.length > most ? Array.from(text.slice(0, most * 2)) : null;
  return points && points.length > most ? `${points.slice(0, most - 1).join("")}…` : text;
}
