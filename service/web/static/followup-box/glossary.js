// The words of an answer that a lay reader may not know, each with what it means.

import { el } from "./element.js";

// More than these would push the sources off a phone's screen: they wait until they are asked for.
const OPEN_TERMS = 3;
const HEADING = "Words used";

/** `terms`: `{term, meaning}` each. False where there are none. */
export function glossaryNode(terms = []) {
  if (terms.length === 0) return false;
  const list = el("dl", {}, terms.map(({ term, meaning }) =>
    el("div", { dir: "auto" }, el("dt", {}, term), el("dd", {}, meaning))));
  const attributes = { class: "glossary", "data-testid": "glossary" };
  if (terms.length <= OPEN_TERMS) return el("section", attributes, el("h4", {}, HEADING), list);
  return el("details", { ...attributes, class: "glossary fold" },
    el("summary", {}, `${HEADING} (${terms.length})`), list);
}
