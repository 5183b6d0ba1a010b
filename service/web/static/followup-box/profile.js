// What kinds of document an answer rests on, and from which years: one line.

import { el } from "./element.js";
import { countOf } from "./source.js";

/** `kinds`: `{kind, sources, first_year, last_year}` each, years null where unknown. False where there are none. */
export function profileNode(kinds = []) {
  return kinds.length > 0 && el("p", { class: "profile", "data-testid": "evidence-profile" },
    `Rests on ${kinds.map((one) => countOf(one) + years(one)).join(", ")}.`);
}

/** " (2019 to 2025)", " (2021)", or "". */
function years({ first_year: first, last_year: last }) {
  const known = [...new Set([first, last].filter(Boolean))];
  return known.length > 0 ? ` (${known.join(" to ")})` : "";
}
