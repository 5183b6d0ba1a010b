// The footnote card: the exact quote, where it stands, and what kind of source it is.
// One at a time, near its number; on a phone a sheet at the bottom of the screen.

import { el, icon } from "./element.js";
import { around } from "./passage.js";
import { basisOf, checkOf, dateOf, imprintOf, kindOf, linksOf, replacedOf, standingOf } from "./source.js";

const GAP = 10;
const SHEET = matchMedia("(max-width: 640px)");

export class Card {
  #root;
  #passage;
  #node = null;
  #anchor = null;

  /** `root`: the shadow root that holds the card and its styles; `passage(id)`: fetches one. */
  constructor(root, passage) {
    this.#root = root;
    this.#passage = passage;
    document.addEventListener("pointerdown", (event) => this.#leave(event));
    document.addEventListener("keydown", (event) => this.#escape(event));
    addEventListener("resize", () => this.#place());
  }

  /** Pressing the number of the open card closes it. */
  toggle(anchor, citation) {
    const same = this.#anchor === anchor;
    this.close(same);
    if (!same) this.#open(anchor, citation);
  }

  close(refocus = false) {
    const anchor = this.#anchor;
    this.#node?.remove();
    this.#node = this.#anchor = null;
    anchor?.setAttribute("aria-expanded", "false");
    if (refocus) anchor?.focus({ preventScroll: true });
  }

  #open(anchor, citation) {
    this.#anchor = anchor;
    this.#node = cardNode(citation, () => this.close(true));
    this.#node.addEventListener("keydown", (event) => this.#tab(event));
    anchor.setAttribute("aria-expanded", "true");
    this.#root.append(this.#node);
    // The top layer keeps the card above a host page's own stacking and overflow.
    this.#node.showPopover?.();
    this.#place();
    this.#node.focus({ preventScroll: true });
    citation.quotes.forEach((quote, index) => this.#addContext(quote, index));
  }

  async #addContext(quote, index) {
    const node = this.#node;
    const passage = await this.#passage(quote.passage_id).catch(() => null);
    const context = passage && around(quote, passage.text);
    if (!context || node !== this.#node) return;
    const mark = node.querySelectorAll("mark")[index];
    mark.before(el("span", { class: "context" }, context.before));
    mark.after(el("span", { class: "context" }, context.after));
    this.#place();
  }

  #place() {
    if (!this.#node) return;
    const { style } = this.#node;
    style.removeProperty("left");
    style.removeProperty("top");
    const number = this.#anchor.getBoundingClientRect();
    if (SHEET.matches || !this.#node.showPopover) {
      // By its height and not by where it is: it may still be rising.
      const covered = number.bottom + GAP - (innerHeight - this.#node.offsetHeight);
      if (covered > 0) scrollBy({ top: covered });
      return;
    }
    const { offsetWidth: width, offsetHeight: height } = this.#node;
    const room = document.documentElement.clientWidth - width - GAP;
    const left = Math.max(GAP, Math.min(number.left - 32, room));
    const below = number.bottom + GAP;
    // Above, it clears the whole sentence that is being checked, where there is room for that.
    const sentence = this.#anchor.closest("[data-testid=statement]")?.getClientRects()[0] ?? number;
    const clear = sentence.top - GAP - height;
    const above = clear >= 0 ? clear : number.top - GAP - height;
    const fits = below + height <= innerHeight || above < 0;
    style.setProperty("left", `${left + scrollX}px`);
    style.setProperty("top", `${(fits ? below : above) + scrollY}px`);
  }

  #leave(event) {
    const path = event.composedPath();
    if (this.#node && !path.includes(this.#node) && !path.includes(this.#anchor)) this.close();
  }

  #escape(event) {
    if (event.key === "Escape" && this.#node) {
      event.preventDefault();
      this.close(true);
    }
  }

  /** The card lies at the end of the tree: leaving it by Tab goes on from its number, not from there. */
  #tab(event) {
    if (event.key !== "Tab") return;
    const stops = [...this.#node.querySelectorAll("button, a[href]")];
    const focused = this.#root.activeElement;
    const first = focused === this.#node || focused === stops[0];
    if (event.shiftKey && first) {
      event.preventDefault();
      this.close(true);
    } else if (!event.shiftKey && focused === stops.at(-1)) {
      this.close(true);
    }
  }
}

function cardNode({ number, source, quotes }, close) {
  const known = source ?? { title: "The details of this source come with the end of the answer." };
  const standing = standingOf(known);
  return el("div", {
    class: "card", "data-testid": "card", popover: "manual", role: "dialog", tabindex: -1,
    "aria-labelledby": "card-title",
  },
    el("div", { class: "card-head" },
      el("span", { class: "card-number", "aria-hidden": "true" }, number),
      el("span", { class: "card-kind" }, [kindOf(known), known.year].filter(Boolean).join(" · ")),
      el("button", { type: "button", class: "close", "aria-label": "Close", onclick: close }, icon("close"))),
    el("div", { class: "card-body" },
      standing && el("p", { class: "badge" }, standing),
      quotes.map((quote) => el("figure", {},
        el("blockquote", { dir: "auto" }, el("mark", { "data-testid": "quote" }, quote.text)),
        placeOf(quote) && el("figcaption", {}, placeOf(quote)))),
      el("p", { class: "card-title", id: "card-title", dir: "auto" },
        el("span", { class: "hidden-words" }, `Footnote ${number}: `), known.title),
      el("p", { class: "imprint", dir: "auto" }, imprintOf(known)),
      known.evidence_level && el("p", { class: "level" }, el("b", {}, "Evidence level: "), known.evidence_level),
      el("p", { class: "basis" }, [basisOf(known), checkOf(known), dateOf(known), replacedOf(known)].filter(Boolean).join(" ")),
      el("p", { class: "links" }, linksOf(known))));
}

function placeOf({ section, page }) {
  return [section?.replaceAll(" > ", " › "), page && `page ${page}`].filter(Boolean).join(", ");
}
