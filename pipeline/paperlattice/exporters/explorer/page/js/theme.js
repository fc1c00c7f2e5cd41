/** Dark and light, and the colours that the canvas draws with. */

import { types } from "./data.js";

const KEY = "paperlattice-theme";
let cached = null;

/** Take up the reader's choice, or what the system prefers. */
export function startTheme() {
  const chosen = stored();
  if (chosen) document.documentElement.dataset.theme = chosen;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", forget);
}

/** Change to the other theme and remember it. */
export function toggleTheme() {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be closed to files: the choice then lasts as long as the page.
  }
  forget();
}

/** @returns {boolean} */
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** @returns {Object} the colours in force: by name, and `types` by type number */
export function colours() {
  if (!cached) {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(`--${name}`).trim();
    cached = {
      ground: read("ground"),
      ink: read("ink"),
      quiet: read("quiet"),
      link: read("edge"),
      active: read("edge-active"),
      hull: read("hull"),
      types: [...types, "Paper"].map((name) => read(`type-${name.toLowerCase()}`)),
    };
  }
  return cached;
}

function forget() {
  cached = null;
  document.dispatchEvent(new Event("themechange"));
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
