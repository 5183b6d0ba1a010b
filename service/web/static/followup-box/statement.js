// One verified sentence with its footnote numbers.

import { el } from "./element.js";

// More numbers than this may wrap, and so may a word longer than this: on a phone they fill the line.
const TIED_NUMBERS = 5;
const TIED_LETTERS = 24;

/** `statement`: of api.md. `card`: opens at its numbers. */
export function statementNode(tag, statement, evidence, card) {
  const numbers = numbersNode(statement.citations, statement.quotes, evidence, card);
  return el(tag, { class: "statement", "data-testid": "statement", dir: "auto" },
    ...tied(statement.text, numbers));
}

/** Ties the numbers to the last word, or a line could begin with one. */
function tied(text, numbers) {
  const cut = text.lastIndexOf(" ") + 1;
  if (!numbers || numbers.childElementCount > TIED_NUMBERS || text.length - cut > TIED_LETTERS) {
    return [text, numbers];
  }
  return [text.slice(0, cut), el("span", { class: "tied" }, text.slice(cut), numbers)];
}

/** The superscript numbers. The citation is looked up on opening: its quotes may arrive later than its number. */
export function numbersNode(citations = [], quoteIds = [], evidence, card) {
  const numbers = citations.filter(Number.isInteger);
  if (numbers.length === 0) return null;
  return el("sup", { class: "notes" }, numbers.map((number) => {
    const button = el("button", {
      type: "button", class: "footnote", "data-testid": "footnote", "aria-label": `Footnote ${number}`,
    }, number);
    card.attach(button, () => evidence.get(number, quoteIds));
    return button;
  }));
}
