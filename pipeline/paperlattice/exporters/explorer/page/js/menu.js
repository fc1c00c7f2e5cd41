/** A menu that opens at a point: the pointer's, or an item's for the keyboard. */

import { byId, h } from "./dom.js";

let before = null;

/** Start what closes the menu. */
export function startMenu() {
  const box = byId("menu");
  box.addEventListener("keydown", keydown);
  box.addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("pointerdown", ({ target }) => {
    if (!box.hidden && !box.contains(target)) close({ back: false });
  });
  addEventListener("blur", () => close({ back: false }));
}

/**
 * Open the menu, in the window whole; the first entry takes the cursor.
 * @param {{x: number, y: number}} point in the window @param {string} title what it is about
 * @param {{id: string, text: string, key?: string, act: function()}[]} entries
 */
export function openMenu({ x, y }, title, entries) {
  const box = byId("menu");
  if (box.hidden) before = document.activeElement;
  box.setAttribute("aria-label", title);
  box.replaceChildren(
    h("p.title", { role: "presentation" }, h("bdi", { text: title })),
    ...entries.map(({ id, text, key, act }) =>
      h(
        "button",
        {
          type: "button",
          id: `menu-${id}`,
          role: "menuitem",
          tabindex: "-1",
          onclick: () => {
            close({ back: true });
            act();
          },
        },
        h("span", { text }),
        key ? h("kbd", { text: key, "aria-hidden": "true" }) : null,
      ),
    ),
  );
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
  box.style.top = `${Math.max(4, Math.min(y, innerHeight - height - 4))}px`;
  box.querySelector("button").focus({ preventScroll: true });
}

function close({ back }) {
  const box = byId("menu");
  if (box.hidden) return;
  box.hidden = true;
  if (back && before) before.focus({ preventScroll: true });
}

function keydown(event) {
  event.stopPropagation();
  const buttons = [...byId("menu").querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
  if (event.key in steps) {
    event.preventDefault();
    buttons[(steps[event.key] + buttons.length) % buttons.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close({ back: true });
  }
}
