// The small print of an answer: who wrote it, from which library, and that no clinician has read it.

import { el } from "./element.js";

const COMPOSERS = {
  "built-in": "Composed by quoting the library, without a language model",
  model: "Written by a language model",
  mixed: "Written partly by a language model",
};

const REVIEWS = {
  submitted: "submitted for review", under_review: "under review", approved: "approved by a clinician",
};

export function provenanceNode({ provenance = {}, review_status: review }) {
  const { corpus_version: version, composer, model } = provenance;
  const parts = [
    COMPOSERS[composer] && (model ? `${COMPOSERS[composer]} (${model})` : COMPOSERS[composer]),
    REVIEWS[review] ?? "not reviewed by a clinician",
    version && `library ${version}`,
  ];
  const words = parts.filter(Boolean).join(" · ");
  return el("p", { class: "provenance", "data-testid": "provenance" },
    `${words.charAt(0).toUpperCase()}${words.slice(1)}.`);
}
