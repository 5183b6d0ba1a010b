// Keys for the review desk. A key moves to a control and never presses it; every page works without this file.

const KEPT = "desk:keys";
const dialog = document.querySelector("[data-keys]");
const opener = document.querySelector("[data-help]");
const toggle = document.querySelector("[data-shortcuts]");

const stops = () => [...document.querySelectorAll("[data-stop]")];
const control = (key) => document.querySelector(`[data-key="${key}"]`);

/** The stop that the focus is at or in, or the one before the first. */
function at() {
  return stops().findIndex((stop) => stop.contains(document.activeElement));
}

function move(step) {
  const all = stops();
  const next = all[Math.min(Math.max(at() + step, 0), all.length - 1)];
  focusOn(next);
}

function focusOn(element) {
  if (!element) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/** The form under the statement that the focus is at, else under the first. */
function correct() {
  const form = stops()[Math.max(at(), 0)]?.querySelector("details.correct");
  if (!form) return;
  form.open = true;
  focusOn(form.querySelector("textarea"));
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  u: () => focusOn(control("u")),
  a: () => focusOn(control("a")),
  r: () => focusOn(control("r")),
  c: correct,
  q: () => location.assign("/desk"),
  "?": () => dialog.showModal(),
};
// Elsewhere the arrows scroll.
if (document.querySelector(".queue")) Object.assign(keys, { ArrowDown: keys.j, ArrowUp: keys.k });

function isTyping(target) {
  return target.closest("textarea, select, input:not([type=checkbox]), dialog") !== null;
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && isTyping(event.target) && !dialog.open) {
    const stop = event.target.closest("[data-stop]");
    if (stop) focusOn(stop);
    else event.target.blur();
    return;
  }
  if (!toggle.checked || isTyping(event.target) || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
}

function remembered() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function remember() {
  try {
    localStorage.setItem(KEPT, toggle.checked ? "on" : "off");
  } catch { /* storage is blocked: the choice holds for this page */ }
}

toggle.checked = remembered();
toggle.addEventListener("change", remember);
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
document.addEventListener("keydown", pressed);
document.querySelector("[data-testid=refusal]")?.scrollIntoView({ block: "nearest" });
