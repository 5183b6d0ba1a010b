// The question field, its buttons and the privacy line.

import { el } from "./element.js";

const LEAST = 3;
const MOST = 2000;
const AUDIENCES = {
  clinician: "a clinician", patient: "a patient", caregiver: "a carer", student: "a student",
};

const ASKED =
  "Please leave out names, birth dates and numbers that identify someone. Those that are recognised are taken out " +
  "before anything is stored or passed on.";

// What is not known is not said.
function stored({ retention_days: days, elsewhere }) {
  const end = days ? `${days === 1 ? "a day" : `${days} days`} after the last one` : "you start over";
  const until = days === undefined ? "" : ` until ${end}`;
  return `Questions and answers are stored on ${elsewhere || "this server"}${until}, and in this tab until you close it or start over.`;
}

function read({ outside_model: model }) {
  if (model === undefined) return "";
  return model ? `An outside language model (${model}) reads your question and the passages found for it.`
    : "No outside model reads them.";
}

export class Form {
  #field;
  #ask = el("button", { type: "submit", class: "ask", "data-testid": "ask" }, "Ask");
  #stop;
  #over;
  #hint = el("p", { class: "hint", id: "hint" });
  #complaint = el("p", { class: "complaint", id: "complaint", role: "alert" });
  #privacy = el("p", { class: "privacy", "data-testid": "privacy" });

  /** `actions`: `ask(question)`, `stop()`, `startOver()`. */
  constructor({ ask, stop, startOver }) {
    this.#field = el("textarea", {
      id: "question", "data-testid": "question", lang: "", rows: 3, maxlength: MOST, dir: "auto",
      "aria-describedby": "complaint hint", autocomplete: "off", placeholder: "For example: in whom was this studied, and how long were they followed?",
      onkeydown: (event) => this.#key(event), oninput: () => this.#typed(),
    });
    this.#stop = el("button", { type: "button", class: "ask stop", "data-testid": "stop", hidden: true, onclick: stop }, "Stop");
    this.#over = el("button", { type: "button", class: "plain", "data-testid": "start-over", hidden: true, onclick: startOver }, "Start over");
    this.node = el("form", { novalidate: true, autocomplete: "off" },
      el("label", { for: "question" }, "Your question"),
      this.#field, this.#complaint,
      el("div", { class: "row" }, this.#ask, this.#stop, this.#over, this.#hint),
      this.#privacy);
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(ask);
    });
  }

  get question() {
    return this.#field.value.trim();
  }

  /** Gives a question back, unless the reader has begun another one. */
  restore(question) {
    if (this.question === "") this.#field.value = question;
  }

  clear(question) {
    if (this.question === question.trim()) this.#field.value = "";
  }

  focus() {
    this.#field.focus();
  }

  busy(on) {
    const [comes, goes] = on ? [this.#stop, this.#ask] : [this.#ask, this.#stop];
    const focused = this.node.getRootNode().activeElement === goes;
    comes.hidden = false;
    goes.hidden = true;
    // A focused button that disappears would throw the focus to the top of the page.
    if (focused) comes.focus({ preventScroll: true });
  }

  offerStartOver(on) {
    this.#over.hidden = !on;
  }

  /** `told`: `{retention_days, outside_model}`, each only where it is known; `elsewhere`: the host that answers. */
  describe(audience, told) {
    const words = AUDIENCES[audience];
    this.#hint.textContent = words ? `Asking as ${words}.` : "";
    this.#privacy.textContent = [ASKED, stored(told), read(told)].join(" ").trim();
  }

  #submit(ask) {
    if (this.#ask.hidden) return;
    if (this.question.length < LEAST) {
      this.complain(`Please type a question of at least ${LEAST} characters.`);
      this.focus();
      return;
    }
    this.complain("");
    // On a phone the keyboard would cover the answer.
    if (matchMedia("(pointer: coarse)").matches) this.#field.blur();
    ask(this.question);
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  #typed() {
    const left = MOST - this.#field.value.length;
    this.complain(left <= 100 ? `${left} characters left.` : "");
  }

  complain(words) {
    if (this.#complaint.textContent !== words) this.#complaint.textContent = words;
  }
}
