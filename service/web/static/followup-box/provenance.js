// The small print of an answer: who wrote it, from which library, and that no clinician has read it.

import { el } from "./element.js";

const REVIEWS = {
  submitted: "submitted for review", under_review: "under review", approved: "approved by a clinician",
};

const STOPS = {
  "time-out": "it took too long",
  "nothing that could be read": "what it wrote could not be read",
  "endless output": "it did not come to an end",
};

/** How far a person has read the answer. */
export function reviewOf({ review_status: review }) {
  return REVIEWS[review] ?? "not reviewed by a clinician";
}

export function provenanceNode(answer) {
  const { provenance = {}, outcome } = answer;
  const { corpus_version: version } = provenance;
  const parts = [
    // Of these nothing was composed: they are instructions and replies that stand ready.
    outcome === "urgent" || outcome === "declined" ? "A prepared text" : writer(provenance),
    brokenOff(provenance),
    reviewOf(answer),
    version && `library ${version}`,
  ];
  const words = parts.filter(Boolean).join(" · ");
  return el("p", { class: "provenance", "data-testid": "provenance" },
    `${words.charAt(0).toUpperCase()}${words.slice(1)}.`);
}

function writer({ composer, model, writing }) {
  if (composer === "built-in") return `Composed from the library's own sentences${writing?.stopped ? "" : ", without a language model"}`;
  if (composer !== "model" && composer !== "mixed") return "";
  const written = `Written by ${model || "a language model"}; ` +
    `each sentence was checked against its quotes before it was shown${stopped(writing)}`;
  return composer === "mixed" ? `${written}; completed by Footnote’s own composer` : written;
}

/** Why a model was not heard to its end, also where nothing of it is shown. */
function brokenOff({ writing }) {
  return writing?.stopped && `a language model was stopped: ${STOPS[writing.stopped] ?? "its server failed"}`;
}

/** " (2 of 9 did not pass and are not shown)": what the check did to the model's sentences, if anything. */
function stopped(writing) {
  const { written, dropped, repaired } = writing ?? {};
  const told = [
    dropped > 0 && `${dropped} of ${written} did not pass and ${areOrIs(dropped)} not shown`,
    repaired > 0 && `${repaired} of ${written} ${areOrIs(repaired)} shown in the source’s own words instead`,
  ].filter(Boolean);
  return told.length > 0 ? ` (${told.join("; ")})` : "";
}

function areOrIs(number) {
  return number === 1 ? "is" : "are";
}
