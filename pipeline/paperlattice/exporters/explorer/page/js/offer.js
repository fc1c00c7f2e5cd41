/** A text to copy: the clipboard may be closed to files, the text never is. */

import { byId } from "./dom.js";
import { format, state } from "./state.js";

/** Start the copy button. */
export function startOffer() {
  byId("copy").addEventListener("click", copy);
}

/** Show a text and copy it. */
export function offer(title, text) {
  byId("offer-title").textContent = title;
  byId("offer-text").value = text;
  byId("copy").textContent = "Copy";
  byId("offer").showModal();
  copy();
}

/** Offer the address of what is shown. */
export function offerLink() {
  offer("Link to this view", location.href.split("#")[0] + format(state()));
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
