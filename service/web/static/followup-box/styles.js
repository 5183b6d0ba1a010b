// Constructable stylesheets: they need no style element and no attribute, so a strict CSP holds.

import { answerRules } from "./answer-styles.js";
import { boxRules } from "./box-styles.js";
import { cardRules } from "./card-styles.js";
import { tokens } from "./tokens.js";

/** For the follow-up box, card included. */
export function boxSheets() {
  return [tokens, boxRules, answerRules, cardRules].map(sheetOf);
}

/** For a card that stands alone, as on the article. */
export function cardSheets() {
  return [tokens, cardRules].map(sheetOf);
}

function sheetOf(rules) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}
