// One turn of the conversation: the question, and its answer as it comes. Shown text is never changed.

import { copyingNode } from "./copying.js";
import { el } from "./element.js";
import { Evidence } from "./evidence.js";
import { extentOf } from "./exchange.js";
import { feedbackNode } from "./feedback.js";
import { conflictsNode, gapsNode, nearestNode, noticesNode, openingNode, openingOf, sourcesNode, teamNode } from "./findings.js";
import { glossaryNode } from "./glossary.js";
import { profileNode } from "./profile.js";
import { provenanceNode } from "./provenance.js";
import { recalledNode } from "./recalled.js";
import { reviewedNode } from "./reviewed.js";
import { statementNode } from "./statement.js";
import { transcript } from "./transcript.js";
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
  #question;
  #progress = el("p", { class: "progress", "data-testid": "progress" });
  #lead = el("div", { class: "lead" });
  #body = el("div", { class: "body" });
  #after = el("div", { class: "after" });
  #recalled = null;
  #summary = null;
  #sections = new Map();
  #shown = new Set();

  /** `actions`: `card`, `ask(text)`, `rate(answer, feedback)`, `cite(answer, format)`. */
  constructor(question, actions) {
    this.#actions = actions;
    this.#question = el("h3", { dir: "auto", lang: "", tabindex: -1 }, question);
    this.understood = el("p", { class: "understood", dir: "auto", hidden: true });
    this.node = el("article", { class: "turn", "data-testid": "answer", "data-state": "streaming", "aria-busy": "true" },
      el("header", { class: "asked" },
        el("p", { class: "label" }, "You asked"), this.#question),
      this.#progress, this.understood, this.#lead, this.#body, this.#after);
  }

  get hasText() {
    return this.#shown.size > 0;
  }

  /** Brings the turn into view, with room to grow; `focus` where the button that asked is gone or about to go. */
  reveal(focus = false) {
    this.node.dataset.live = "";
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.node.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    if (focus) this.#question.focus({ preventScroll: true });
  }

  progress(words) {
    this.#progress.textContent = words;
  }

  /** The question as it was understood, where that differs from what was typed. */
  understoodAs(standalone, question) {
    this.understood.hidden = !standalone || standalone.trim() === question.trim();
    this.understood.textContent = this.understood.hidden ? "" : `Understood as: ${standalone}`;
  }

  /** What is to be read before the answer: a `sources` event knows it, and so does the finished answer. */
  announce({ opening, gaps }) {
    this.#lead.replaceChildren(...[openingNode(opening), gapsNode(gaps)].filter(Boolean));
  }

  /** A `statement` event, or a statement of the finished answer: one already shown is left as it is. */
  statement({ section = null, statement, quotes = [], citations = [] }) {
    citations.filter((one) => one?.source).forEach((one) => this.#evidence.add(one));
    quotes.forEach((one) => this.#evidence.addQuote(one));
    const key = JSON.stringify([section, statement.text]);
    if (this.#shown.has(key)) return;
    this.#shown.add(key);
    const tag = section === null ? "span" : "li";
    const node = statementNode(tag, statement, this.#evidence, this.#actions.card);
    const place = this.#place(section);
    // With the sentence that it parts from the one before: a space at the end of a paragraph would move later.
    place.append(section === null && place.hasChildNodes() ? " " : "", node);
  }

  /** The whole answer: completes what was streamed, and is all that a restored turn has. */
  finish(answer, rating = null) {
    (answer.citations ?? []).forEach((one) => this.#evidence.add(one));
    if (answer.outcome === "urgent") this.#urge(answer);
    else if (answer.outcome === "abstained" || answer.outcome === "declined") this.#calm(answer);
    else this.#complete(answer);
    this.#end("done", extentOf(answer));
    this.node.dataset.outcome = answer.outcome;
    this.node.dataset.answerId = answer.id;
    // What identified a person is not left on the screen either.
    if (answer.question) this.#question.textContent = answer.question;
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
    this.#after.querySelector(".sources")?.replaceWith(sourcesNode(this.#evidence, this.#actions.card));
    return true;
  }

  /** What reviewers made of it since: `answer` as it is read now. */
  reviewed(answer) {
    const told = reviewedNode(answer);
    if (told) this.#body.after(told);
  }

  /** The answer ended early: `node` says why, beneath what was already shown. */
  fail(node) {
    this.#end("error", this.hasText && "The answer is not complete.");
    delete this.node.dataset.live;
    this.#after.replaceChildren(node);
  }

  /** The line of progress stays where statements stand below it: nothing moves while one reads. */
  #end(state, words) {
    this.node.dataset.state = state;
    this.node.removeAttribute("aria-busy");
    if (words && this.hasText) this.progress(words);
    else this.#progress.remove();
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

  #complete({ text, summary, sections = [], notices, gaps }) {
    this.announce({ opening: openingOf(notices), gaps });
    for (const statement of summary?.statements ?? []) this.statement({ statement });
    for (const { heading, statements } of sections) {
      for (const statement of statements) this.statement({ section: heading, statement });
    }
    if (!this.hasText) this.#body.append(...paragraphs(text));
  }

  #urge(answer) {
    delete this.node.dataset.live;
    this.node.prepend(urgentNode(answer));
  }

  #calm(answer) {
    delete this.node.dataset.live;
    const label = LABELS[answer.reason] ?? LABELS[answer.outcome];
    const box = el("div", { class: "calm" }, el("p", { class: "verdict" }, label));
    this.#body.append(box);
    // What comes after the first paragraph stands below, with footnotes: see `nearest`.
    box.append(...paragraphs(answer.text.split("\n\n", 1)[0]));
    const gaps = gapsNode(answer.gaps);
    if (gaps) this.#body.append(gaps);
  }

  #findings(answer, rating) {
    const { card, ask, rate } = this.#actions;
    const suggestions = answer.suggestions ?? [];
    return [
      teamNode(answer.team_questions),
      glossaryNode(answer.glossary),
      noticesNode(answer.notices),
      conflictsNode(answer.conflicts, this.#evidence, card),
      nearestNode(answer.nearest, this.#evidence, card),
      profileNode(answer.evidence_profile),
      sourcesNode(this.#evidence, card),
      answer.disclaimer && el("p", { class: "disclaimer", "data-testid": "disclaimer", dir: "auto" }, answer.disclaimer),
      provenanceNode(answer),
      copyingNode(this.#copies(answer)),
      feedbackNode((feedback) => rate(answer, feedback), rating),
      suggestions.length > 0 && el("div", { class: "suggestions", "data-testid": "suggestions" },
        el("p", { class: "label" }, "Ask next"),
        suggestions.map((text) => el("button", { type: "button", class: "suggestion", "data-testid": "suggestion", dir: "auto", onclick: () => ask(text) }, text))),
    ];
  }

  #copies(answer) {
    const cited = this.#evidence.list().map(({ number }) => this.#evidence.get(number));
    const text = async () => transcript(answer, cited);
    if (cited.length === 0) return [["Copy the text", text]];
    const cite = (format) => () => this.#actions.cite(answer, format);
    return [["Copy with citations", text], ["Copy BibTeX", cite("bibtex")], ["Copy RIS", cite("ris")]];
  }
}

function paragraphs(text = "") {
  return text.split(/\n+/).filter((line) => line.trim()).map((line) => el("p", { dir: "auto" }, line));
}
