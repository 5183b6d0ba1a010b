// Why an answer ended early, and the way on.

import { el } from "./element.js";

/** `retry()` asks again; where the service names a wait, the button counts it down first. */
export function failureNode(problem, hasText, retry) {
  const button = problem.retryable &&
    el("button", { type: "button", class: "plain strong", "data-testid": "retry", onclick: retry }, "Try again");
  const wait = problem.retryAfter;
  const node = el("div", { class: "failure", "data-testid": "failure", "data-status": problem.status },
    el("p", { class: "failure-title" }, problem.title),
    el("p", { dir: "auto" }, problem.message),
    wait && el("p", { "data-testid": "wait" }, `Please wait ${spell(wait)}.`),
    hasText && el("p", {}, "What is shown above was checked before it appeared; the answer is not complete."),
    button);
  if (button && wait) countDown(button, wait);
  return node;
}

/** The reader chose to stop: nothing went wrong. */
export function stoppedNode(hasText, retry) {
  return el("div", { class: "failure stopped", "data-testid": "failure" },
    el("p", {}, hasText ? "Stopped. What is shown above was checked; the answer is not complete." : "Stopped before the first sentence."),
    el("button", { type: "button", class: "plain strong", "data-testid": "retry", onclick: retry }, "Try again"));
}

/** A wait in words: seconds while they can be counted, then minutes and hours, rounded up. */
function spell(seconds) {
  const [unit, size] = seconds <= 90 ? ["second", 1] : seconds <= 5400 ? ["minute", 60] : ["hour", 3600];
  const number = Math.ceil(seconds / size);
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

function countDown(button, seconds) {
  button.disabled = true;
  const until = Date.now() + seconds * 1000;
  const timer = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.textContent = left > 0 ? `Try again in ${spell(left)}` : "Try again";
    button.disabled = left > 0;
    if (left <= 0 || !button.isConnected) clearInterval(timer);
  }, 250);
}
