/** The bar's buttons: the list, the exports, theme and zoom. */

import { byId } from "./dom.js";
import { csv, save, savePng, saveSvg } from "./exports.js";
import { factsInView } from "./facts.js";
import { itemListing, linkListing } from "./listing.js";
import { fit, zoomBy } from "./map.js";
import { offer, offerLink, startOffer } from "./offer.js";
import { sparql } from "./sparql.js";
import { go, goHome, state } from "./state.js";
import { toggleTheme } from "./theme.js";
import { listed } from "./view.js";

/** @returns {import("./listing.js").Listing} the view as rows: its links where the reader lists those, else its items */
export function listingOf(now, view, passing) {
  if (now.list === "links") return linkListing(factsInView(now, view, passing));
  const centre = now.around.length ? now.around[0] : now.show === "item" ? now.items[0] : -1;
  return itemListing(listed(view, passing), centre, passing);
}

/** Start the buttons. @param {function(): {view: Object, passing: Object}} shown what is shown now */
export function startControls(shown) {
  const on = (id, act) => byId(id).addEventListener("click", act);
  const exporting = (id, act) =>
    on(id, () => {
      byId("exports").open = false;
      act();
    });
  const listing = () => listingOf(state(), shown().view, shown().passing);
  on("home", goHome);
  on("view-table", () => go({ list: state().list ? "" : "table" }));
  on("theme", toggleTheme);
  on("zoom-in", () => zoomBy(1.3));
  on("zoom-out", () => zoomBy(1 / 1.3));
  on("zoom-fit", fit);
  on("save-csv", () => save("paperlattice.csv", csv(listing()), "text/csv"));
  exporting("save-png", savePng);
  exporting("save-svg", saveSvg);
  exporting("copy-link", offerLink);
  exporting("copy-sparql", () =>
    offer("SPARQL for this view", sparql(state(), shown().view, shown().passing)),
  );
  startOffer();
  addEventListener("click", ({ target }) => {
    if (!byId("exports").contains(target)) byId("exports").open = false;
  });
  for (const close of document.querySelectorAll("dialog button.close"))
    close.addEventListener("click", () => close.closest("dialog").close());
}
