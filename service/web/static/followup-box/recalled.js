// What became of an answer's sources since it was given, and the way to a fresh one.

import { el, icon } from "./element.js";

const CODES = ["source_retracted", "source_replaced", "source_withdrawn"];

/** `again()` asks the library of today; without it that has been done. Nothing where all that is cited stands. */
export function recalledNode(notices = [], again = null) {
  const told = notices.filter(({ code }) => CODES.includes(code));
  return told.length > 0 && el("section", { class: "recalled", role: "note", "data-testid": "recalled" },
    el("p", { class: "recalled-title" }, icon("alert"), "What this answer rests on has changed"),
    el("ul", {}, told.map(({ code, text }) => el("li", { "data-code": code, dir: "auto" }, text))),
    again ? el("button", { type: "button", class: "plain strong", "data-testid": "ask-again", onclick: again }, "Ask again")
      : el("p", { class: "asked-again" }, "Asked again: the fresh answer stands below."));
}
