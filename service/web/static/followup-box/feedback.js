// Thumbs under an answer. A thumb down asks why before it is sent, so that one vote is one message.

import { el, icon } from "./element.js";

const REASONS = [
  ["wrong_footnote", "A footnote does not support its sentence"],
  ["inaccurate", "Something is wrong"],
  ["incomplete", "Something important is missing"],
  ["outdated", "It is out of date"],
  ["unclear", "It is hard to understand"],
  ["harmful", "It could do harm"],
];

/** `send({rating, reasons, comment})` is async; `rating`: what was given before a reload, or null. */
export function feedbackNode(send, rating = null) {
  const status = el("p", { class: "feedback-status", role: "status" });
  const up = thumb("up", "This answer helped", () => submit({ rating: "up", reasons: [], comment: "" }));
  const down = thumb("down", "Report a problem with this answer", () => reveal(panel.hidden));
  const panel = reasonsPanel((body) => submit(body), () => reveal(false));
  const node = el("div", { class: "feedback", "data-testid": "feedback" },
    el("div", { class: "thumbs" }, el("span", {}, "Was this answer useful?"), up, down), panel, status);

  function reveal(shown) {
    panel.hidden = !shown;
    down.setAttribute("aria-expanded", String(shown));
    if (shown) panel.querySelector("input").focus();
  }

  function mark(given) {
    up.setAttribute("aria-pressed", String(given === "up"));
    down.setAttribute("aria-pressed", String(given === "down"));
  }

  async function submit(body) {
    status.textContent = "Sending…";
    try {
      await send(body);
      // Hiding the panel would drop the focus that is inside it.
      if (!panel.hidden) down.focus();
      reveal(false);
      mark(body.rating);
      status.textContent = body.rating === "up" ? "Thank you." : "Thank you. The report goes to the people who review answers.";
    } catch (error) {
      status.textContent = `This could not be sent. ${error.message}`;
    }
  }

  down.setAttribute("aria-expanded", "false");
  mark(rating);
  return node;
}

function thumb(rating, words, onclick) {
  return el("button", { type: "button", class: `thumb ${rating}`, "data-testid": `rate-${rating}`, "aria-label": words, title: words, onclick },
    icon("thumb"));
}

function reasonsPanel(send, cancel) {
  const comment = el("textarea", { rows: 2, maxlength: 1000, dir: "auto", autocomplete: "off", "aria-label": "Tell us more (optional)", placeholder: "Tell us more (optional)", "data-testid": "feedback-comment" });
  const form = el("form", { class: "reasons", hidden: true },
    el("fieldset", {},
      el("legend", {}, "What is the problem?"),
      el("div", { class: "chips" }, REASONS.map(([value, words]) =>
        el("label", { class: "chip" },
          el("input", { type: "checkbox", name: "reason", value, "data-testid": `reason-${value}` }), words)))),
    comment,
    el("div", { class: "row" },
      el("button", { type: "submit", class: "plain strong", "data-testid": "feedback-send" }, "Send report"),
      el("button", { type: "button", class: "plain", onclick: cancel }, "Cancel")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const reasons = new FormData(form).getAll("reason");
    send({ rating: "down", reasons, comment: comment.value.trim() });
  });
  return form;
}
