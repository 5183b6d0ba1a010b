// Takes an answer along: with its sources as text, or its sources alone for a reference manager.

import { el } from "./element.js";

/** `copies`: `[words, async () => text]` for each button. */
export function copyingNode(copies) {
  const status = el("p", { class: "copy-status", role: "status" });
  const byHand = el("textarea", {
    class: "by-hand", readonly: true, hidden: true, rows: 6, dir: "auto", "aria-label": "The text to copy", "data-testid": "copy-by-hand",
  });
  const buttons = copies.map(([words, text]) =>
    el("button", { type: "button", class: "plain", onclick: () => copy(words, text) }, words));
  return el("div", { class: "copying", "data-testid": "copying" }, el("div", { class: "row" }, buttons), status, byHand);

  async function copy(words, text) {
    byHand.hidden = true;
    try {
      const copied = await text();
      if (await toClipboard(copied)) {
        status.textContent = `${words}: done.`;
        return;
      }
      byHand.value = copied;
      byHand.hidden = false;
      byHand.select();
      status.textContent = "This page may not use the clipboard. The text is selected: copy it from here.";
    } catch (error) {
      status.textContent = `This could not be copied. ${error.message}`;
    }
  }
}

/** False where the page is not secure, a frame forbids it, or the press that asked for it is too long ago. */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
