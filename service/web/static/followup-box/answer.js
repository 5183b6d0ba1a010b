// One turn of the conversation: the question, and its answer as it comes. Shown text is never changed.

import { el } from "./element.js";
import { Evidence } from "./evidence.js";
import { feedbackNode } from "./feedback.js";
import { conflictsNode, gapsNode, nearestNode, noticesNode, openingNode, sourcesNode, teamNode } from "./findings.js";
import { glossaryNode } from "./glossary.js";
import { profileNode } from "./profile.js";
import { provenanceNode } from "./provenance.js";
import { recalledNode } from "./recalled.js";
import { reviewedNode } from "./reviewed.js";
import { statementNode } from "./statement.js";
import { urgentNode } from "./urgent.js";

const LABELS = {
  no_evidence: "The library does not answer this",
  out_of_scope: "Outside what this library covers",
  injection: "This was not read as a question",
  unsupported_language: "This language is not supported yet",
  abstained: "The library does not answer this",
  declined: "This is not answered here",
};

export class AnswerView {
  #evidence = new Evidence();
  #actions;
  #body = el("div", { class: "body" });
  #progress = el("p", { class: "progress", "data-testid": "progress" });
  #after = el("div", { class: "after" });
  #recalled = null;
  #summary = null;
  #sections = new Map();
  #shown = new Set();

  /** `actions`: `open(button, citation)`, `ask(text)`, `rate(answer, feedback)`. */
  constructor(question, actions) {
    this.#actions = actions;
    this.understood = el("p", { class: "understood", dir: "auto", hidden: true });
    this.node = el("article", { class: "turn", "data-testid": "answer", "data-state": "streaming", "aria-busy": "true" },
      el("header", { class: "asked" },
        el("p", { class: "label" }, "You asked"),
        el("h3", { dir: "auto", tabindex: -1 }, question), this.understood),
      this.#body, this.#progress, this.#after);
  }

  get hasText() {
    return this.#shown.size > 0;
  }

  /** Brings the turn into view; `focus` where the button that asked is gone or about to go. */
  reveal(focus = false) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.node.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    if (focus) this.node.querySelector("h3").focus({ preventScroll: true });
  }

  progress(words) {
    this.#progress.textContent = words;
  }

  /** The question as it was understood, where that differs from what was typed. */
  understoodAs(standalone, question) {
    this.understood.hidden = !standalone || standalone.trim() === question.trim();
    this.understood.textContent = this.understood.hidden ? "" : `Understood as: ${standalone}`;
  }

  /** A `statement` event, or a statement of the finished answer: one already shown is left as it is. */
  statement({ section = null, statement, quotes = [], citations = [] }) {
    citations.filter((one) => one?.source).forEach((one) => this.#evidence.add(one));
    quotes.forEach((one) => this.#evidence.addQuote(one));
    const key = JSON.stringify([section, statement.text]);
    if (this.#shown.has(key)) return;
    this.#shown.add(key);
    const tag = section === null ? "span" : "li";
    const node = statementNode(tag, statement, this.#evidence, this.#actions.open);
    this.#place(section).append(node, section === null ? " " : "");
  }

  /** The whole answer: completes what was streamed, and is all that a restored turn has. */
  finish(answer, rating = null) {
    (answer.citations ?? []).forEach((one) => this.#evidence.add(one));
    if (answer.outcome === "urgent") this.#urge(answer);
    else if (answer.outcome === "abstained" || answer.outcome === "declined") this.#calm(answer);
    else this.#complete(answer);
    this.#admit(gapsNode(answer.gaps));
    this.#end("done");
    this.node.dataset.outcome = answer.outcome;
    this.node.dataset.answerId = answer.id;
    // What identified a person is not left on the screen either.
    if (answer.question) this.node.querySelector("h3").textContent = answer.question;
    this.understoodAs(answer.standalone_question, answer.question ?? "");
    this.#after.replaceChildren(...this.#findings(answer, rating).filter(Boolean));
  }

  /** What became of the sources since: `answer` as it is read now. Whether there is anything to tell. */
  recall({ citations, notices }, again = null) {
    const told = recalledNode(notices, again);
    if (!told) return false;
    this.#recalled?.remove();
    this.#body.before((this.#recalled = told));
    citations.forEach((one) => this.#evidence.add(one));
    this.#after.querySelector(".sources")?.replaceWith(sourcesNode(this.#evidence, this.#actions.open));
    return true;
  }

  /** What reviewers made of it since: `answer` as it is read now. */
  reviewed(answer) {
    const told = reviewedNode(answer);
    if (told) this.#body.after(told);
  }

  /** The answer ended early: `node` says why, beneath what was already shown. */
  fail(node) {
    this.#end("error");
    this.#after.replaceChildren(node);
  }

  #end(state) {
    this.node.dataset.state = state;
    this.node.removeAttribute("aria-busy");
    this.#progress.remove();
  }

  #place(section) {
    if (section === null) {
      if (!this.#summary) this.#body.prepend((this.#summary = el("p", { class: "summary" })));
      return this.#summary;
    }
    if (!this.#sections.has(section)) {
      const list = el("ul");
      this.#sections.set(section, list);
      this.#body.append(el("section", {}, el("h4", { dir: "auto" }, section), list));
    }
    return this.#sections.get(section);
  }

  #complete({ text, summary, sections = [], notices }) {
    for (const statement of summary?.statements ?? []) this.statement({ statement });
    for (const { heading, statements } of sections) {
      for (const statement of statements) this.statement({ section: heading, statement });
    }
    if (!this.hasText) this.#body.append(...paragraphs(text));
    const opening = openingNode(notices);
    if (opening) this.#body.prepend(opening);
  }

  /** At the summary, though it moves what stands below: whoever reads no further must not take it for the whole. */
  #admit(gaps) {
    if (!gaps) return;
    if (this.#summary) this.#summary.after(gaps);
    else this.#body.append(gaps);
  }

  #urge(answer) {
    this.node.prepend(urgentNode(answer));
  }

  #calm(answer) {
    const label = LABELS[answer.reason] ?? LABELS[answer.outcome];
    const box = el("div", { class: "calm" }, el("p", { class: "verdict" }, label));
    this.#body.append(box);
    // What comes after the first paragraph stands below, with footnotes: see `nearest`.
    box.append(...paragraphs(answer.text.split("\n\n", 1)[0]));
  }

  #findings(answer, rating) {
    const { open, ask, rate } = this.#actions;
    const suggestions = answer.suggestions ?? [];
    return [
      teamNode(answer.team_questions),
      glossaryNode(answer.glossary),
      noticesNode(answer.notices),
      conflictsNode(answer.conflicts, this.#evidence, open),
      nearestNode(answer.nearest, this.#evidence, open),
      profileNode(answer.evidence_profile),
      sourcesNode(this.#evidence, open),
      answer.disclaimer && el("p", { class: "disclaimer", "data-testid": "disclaimer", dir: "auto" }, answer.disclaimer),
      provenanceNode(answer),
      feedbackNode((feedback) => rate(answer, feedback), rating),
      suggestions.length > 0 && el("div", { class: "suggestions", "data-testid": "suggestions" },
        el("p", { class: "label" }, "Ask next"),
        suggestions.map((text) => el("button", { type: "button", class: "suggestion", "data-testid": "suggestion", dir: "auto", onclick: () => ask(text) }, text))),
    ];
  }
}

function paragraphs(text = "") {
  return text.split(/\n+/).filter((line) => line.trim()).map((line) => el("p", { dir: "auto" }, line));
}
