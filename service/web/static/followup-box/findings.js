// What an answer says about its own limits: notices, gaps, conflicts and the nearest evidence.

import { el } from "./element.js";
import { kindOf, imprintOf, standingOf } from "./source.js";
import { numbersNode } from "./statement.js";

const FIRST = "personal_decision";

/** What must be read before the answer; where the answer has no statements, its own text opens with it. */
export function openingOf(notices = []) {
  return notices.find(({ code }) => code === FIRST)?.text ?? "";
}

export function openingNode(text = "") {
  return text && el("p", { class: "opening", "data-testid": "opening", dir: "auto" }, text);
}

export function noticesNode(notices = []) {
  const rest = notices.filter(({ code }) => code !== FIRST);
  return rest.length > 0 && el("ul", { class: "notices", "data-testid": "notices" },
    rest.map(({ code, text }) => el("li", { "data-code": code, dir: "auto" }, text)));
}

export function teamNode(questions = []) {
  return block("team", "To ask the treating team", questions.map((text) => el("li", { dir: "auto" }, text)));
}

export function gapsNode(gaps = []) {
  return block("gaps", "Not found in the library:", gaps.map((gap) => el("li", { dir: "auto" }, gap)));
}

export function conflictsNode(conflicts = [], evidence, card) {
  return block("conflicts", "Where current sources disagree", conflicts.map(({ topic, citations, quotes, note }) =>
    el("li", { dir: "auto" }, topic,
      el("ul", {}, citations.map((number, side) => quotedNode(number, quotes[side], evidence, card))),
      note && el("p", { class: "note" }, note))));
}

/** A sentence of a source in its words, with its number and title. */
function quotedNode(number, id, evidence, card) {
  const { source, quotes } = evidence.get(number, [id]);
  const quote = quotes.find((one) => one.id === id) ?? quotes[0];
  return el("li", { dir: "auto" },
    quote ? `“${quote.text}”` : source?.title,
    numbersNode([number], [id], evidence, card),
    quote && source && el("span", { class: "imprint" }, source.title));
}

export function nearestNode(nearest = [], evidence, card) {
  return block("nearest", "Not an answer, but the nearest that the library holds",
    nearest.map(({ number, quote }) => quotedNode(number, quote, evidence, card)));
}

/** The numbered sources of one answer, bibliography only: the quotes are in the cards. */
export function sourcesNode(evidence, card) {
  const citations = evidence.list();
  if (citations.length === 0) return null;
  return el("details", { class: "sources fold", "data-testid": "sources", open: true },
    el("summary", {}, citations.length === 1 ? "1 source" : `${citations.length} sources`),
    el("ol", {}, citations.map(({ number, source }) =>
      el("li", { value: number },
        titleNode(number, source, evidence, card),
        el("span", { class: "imprint" }, [kindOf(source), imprintOf(source)].filter(Boolean).join(" · ")),
        standingOf(source) && el("span", { class: "badge" }, standingOf(source))))));
}

function titleNode(number, source, evidence, card) {
  const button = el("button", { type: "button", class: "source-title", dir: "auto" }, source.title);
  card.attachPress(button, () => evidence.get(number));
  return button;
}

function block(name, heading, items) {
  return items.length > 0 && el("section", { class: `finding ${name}`, "data-testid": name },
    el("h4", {}, heading), el("ul", {}, items));
}
