// The footnote card at its number: shown while one points at it or reaches it by Tab, pinned by a press.
// One at a time, near its number; on a phone a sheet at the bottom of the screen, by a press alone.

import { el } from "./element.js";
import { noteNode } from "./note.js";
import { around } from "./passage.js";

const GAP = 10;
const LEAST_HEIGHT = 180;
// Long enough to pass over a number, and to reach the card from it.
const OPEN_MS = 200;
const CLOSE_MS = 300;
const SHEET = matchMedia("(max-width: 640px)");

export class Card {
  #root;
  #passage;
  #node = null;
  #anchor = null;
  #pinned = false;
  #timer = null;
  #refocusing = false;

  /** `root`: the shadow root that holds the card and its styles; `passage(id)`: fetches one. */
  constructor(root, passage) {
    this.#root = root;
    this.#passage = passage;
    document.addEventListener("pointerdown", (event) => this.#press(event));
    document.addEventListener("keydown", (event) => this.#escape(event));
    addEventListener("resize", () => this.#place());
  }

  /** Opens at a footnote number by pointing, focus and press; `find()` gives its citation. */
  attach(anchor, find) {
    const preview = () => this.#preview(anchor, find);
    anchor.addEventListener("pointerenter", ({ pointerType }) => pointerType !== "touch" && this.#after(OPEN_MS, preview));
    anchor.addEventListener("pointerleave", () => this.#unhold());
    anchor.addEventListener("focus", () => anchor.matches(":focus-visible") && preview());
    anchor.addEventListener("blur", () => this.#anchor === anchor && this.#unhold());
    this.attachPress(anchor, find);
  }

  /** Opens by press alone; pressed again, the anchor of a pinned card closes it. */
  attachPress(anchor, find) {
    anchor.setAttribute("aria-haspopup", "dialog");
    anchor.setAttribute("aria-expanded", "false");
    anchor.addEventListener("click", (event) => {
      // On a link this means a new tab.
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      if (this.#anchor === anchor && this.#pinned) this.close(true);
      else this.#pin(anchor, find);
    });
  }

  close(refocus = false) {
    clearTimeout(this.#timer);
    const anchor = this.#anchor;
    this.#node?.remove();
    this.#node = this.#anchor = null;
    this.#pinned = false;
    anchor?.setAttribute("aria-expanded", "false");
    if (!refocus || !anchor) return;
    this.#refocusing = true;
    anchor.focus({ preventScroll: true });
    this.#refocusing = false;
  }

  #preview(anchor, find) {
    // A sheet would cover the text, and a number that gets the focus back has just been read.
    if (this.#pinned || SHEET.matches || this.#refocusing) return;
    clearTimeout(this.#timer);
    if (this.#anchor !== anchor) this.#open(anchor, find());
  }

  #pin(anchor, find) {
    clearTimeout(this.#timer);
    if (this.#anchor !== anchor) this.#open(anchor, find());
    this.#pinned = true;
    this.#node.focus({ preventScroll: true });
  }

  #unhold() {
    if (this.#pinned) return;
    this.#after(CLOSE_MS, () => this.close());
  }

  #after(milliseconds, action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, milliseconds);
  }

  #open(anchor, citation) {
    this.close();
    this.#anchor = anchor;
    this.#node = noteNode(citation, () => this.close(true));
    this.#node.addEventListener("keydown", (event) => this.#tab(event));
    this.#node.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    this.#node.addEventListener("pointerleave", () => this.#unhold());
    anchor.setAttribute("aria-expanded", "true");
    this.#root.append(this.#node);
    // The top layer keeps the card above a host page's own stacking and overflow.
    this.#node.showPopover?.();
    this.#place();
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
    for (const name of ["left", "top", "max-height"]) style.removeProperty(name);
    const number = this.#anchor.getBoundingClientRect();
    if (SHEET.matches || !this.#node.showPopover) {
      // By its height and not by where it is: it may still be rising.
      const covered = number.bottom + GAP - (innerHeight - this.#node.offsetHeight);
      if (covered > 0) scrollBy({ top: covered });
      return;
    }
    const { offsetWidth: width, offsetHeight: wanted } = this.#node;
    // Above, it clears the whole sentence that is being checked, where there is room for that.
    const sentence = this.#anchor.closest("[data-testid=statement]")?.getClientRects()[0] ?? number;
    const below = innerHeight - number.bottom - 2 * GAP;
    const aboveSentence = sentence.top - 2 * GAP;
    const aboveNumber = number.top - 2 * GAP;
    const under = wanted <= below || below >= aboveNumber;
    const edge = wanted <= aboveSentence ? sentence.top : number.top;
    const height = Math.min(wanted, Math.max(under ? below : edge - 2 * GAP, LEAST_HEIGHT));
    const room = document.documentElement.clientWidth - width - GAP;
    style.setProperty("max-height", `${height}px`);
    style.setProperty("left", `${Math.max(GAP, Math.min(number.left - 32, room)) + scrollX}px`);
    style.setProperty("top", `${(under ? number.bottom + GAP : edge - GAP - height) + scrollY}px`);
  }

  /** A press elsewhere closes the card; one inside keeps it. */
  #press(event) {
    if (!this.#node) return;
    const path = event.composedPath();
    if (path.includes(this.#node)) this.#pinned = true;
    else if (!path.includes(this.#anchor)) this.close();
  }

  #escape(event) {
    if (event.key !== "Escape" || !this.#node) return;
    event.preventDefault();
    this.close(this.#pinned);
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
