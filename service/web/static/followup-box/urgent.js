// An answer that opens with what to do now. It must be seen and heard before anything else.

import { el, icon } from "./element.js";

const HEADINGS = {
  emergency: "This may be an emergency",
  self_harm: "Please reach someone now",
};

/** The panel: what to do in order, why, and what to tell the staff. */
export function urgentNode({ reason, instructions }) {
  return el("section", { class: "urgent", role: "alert", "data-testid": "urgent" },
    el("h3", { class: "urgent-title" }, icon("alert"), HEADINGS[reason] ?? "Act on this now"),
    steps("ol", instructions.do_now),
    el("p", { dir: "auto" }, instructions.why),
    instructions.tell_staff.length > 0 && el("h4", {}, "Tell the staff"),
    instructions.tell_staff.length > 0 && steps("ul", instructions.tell_staff));
}

function steps(tag, lines) {
  return el(tag, { class: "steps" }, lines.map((line) => el("li", { "data-testid": "statement", dir: "auto" }, line)));
}
