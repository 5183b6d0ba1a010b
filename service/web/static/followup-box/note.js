// What a footnote says: the exact quote, what kind of text it is, and the source that it is from.

import { el, icon } from "./element.js";
import { basisOf, checkOf, dateOf, imprintOf, kindOf, levelOf, linksOf, replacedOf, standingOf } from "./source.js";

/** The card of one citation; its quotes are marks, so that their passages can be put around them. */
export function noteNode({ number, source, quotes }, close) {
  const known = source ?? { title: "The details of this source come with the end of the answer." };
  const standing = standingOf(known);
  return el("div", {
    class: "card", "data-testid": "card", popover: "manual", role: "dialog", tabindex: -1, lang: "en", dir: "ltr",
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
        placeOf(quote) && el("figcaption", { dir: "auto" }, placeOf(quote)))),
      el("p", { class: "basis" }, basisOf(known)),
      el("p", { class: "card-title", id: "card-title", dir: "auto" },
        el("span", { class: "hidden-words" }, `Footnote ${number}: `), known.title),
      el("p", { class: "imprint", dir: "auto" }, imprintOf(known)),
      source && el("dl", {},
        fact("Evidence level", levelOf(source, quotes)),
        fact("Standing", standing || "Current")),
      el("p", { class: "checked" }, [checkOf(known), dateOf(known), replacedOf(known)].filter(Boolean).join(" ")),
      el("p", { class: "links" }, linksOf(known))));
}

function fact(name, value) {
  return el("div", {}, el("dt", {}, `${name}: `), el("dd", { dir: "auto" }, value));
}

function placeOf({ section, page }) {
  return [section?.replaceAll(" > ", " › "), page && `page ${page}`].filter(Boolean).join(", ");
}
