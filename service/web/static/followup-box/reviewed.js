// What reviewers made of an answer since it was given. The sentences above stay as they were.

import { el } from "./element.js";

/** `answer` as it is read now. Nothing where no reviewer approved or corrected it. */
export function reviewedNode({ review_status, review, corrections = [] }) {
  const approved = review_status === "approved" && review;
  return (approved || corrections.length > 0) && el("section", { class: "reviewed", role: "note", "data-testid": "reviewed" },
    approved && el("p", {}, `Approved by a reviewer (${review.role}) on ${day(review.at)}.`),
    corrections.map(({ statement, text }) => el("p", { dir: "auto" },
      el("b", {}, `Sentence ${statement + 1} was corrected by a reviewer: `), text)));
}

function day(moment) {
  return new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
