// The article page: who reads it, and the card that opens at a footnote number.
// Without this file the numbers are plain links to the source list, where every quote stands.

import { Card, Client, cardSheets } from "/followup-box.js";

const AUDIENCE_KEY = "footnote:audience";

function audiencePicker() {
  const radios = [...document.querySelectorAll("input[name=audience]")];
  const kept = radios.find(({ value }) => value === remembered());
  if (kept) kept.checked = true;
  const chosen = radios.find(({ checked }) => checked);
  if (chosen) apply(chosen.value);
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      apply(radio.value);
      remember(radio.value);
    });
  }
}

/** The box words its next answer for this reader, and the disclaimer addresses them. */
function apply(audience) {
  document.querySelector("followup-box")?.setAttribute("audience", audience);
  for (const text of document.querySelectorAll("[data-disclaimer]")) {
    text.hidden = text.dataset.disclaimer !== audience;
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(AUDIENCE_KEY);
  } catch {
    return null;
  }
}

function remember(audience) {
  try {
    sessionStorage.setItem(AUDIENCE_KEY, audience);
  } catch { /* storage is blocked: the choice holds for this visit */ }
}

function footnoteCards() {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = cardSheets();
  document.body.append(host);
  const client = new Client(location.origin);
  const card = new Card(root, (id) => client.passage(id));
  for (const link of document.querySelectorAll("a.footnote")) {
    const citation = citationOf(link);
    if (citation) card.attach(link, () => citation);
  }
}

/** The source that a number points to, with the quotes of its own sentence alone. */
function citationOf(link) {
  const entry = document.getElementById(`source-${link.dataset.number}`);
  if (!entry) return null;
  const { number, quotes, ...cited } = JSON.parse(entry.dataset.citation);
  const source = { ...cited.source, standing_now: cited.standing_now };
  const named = link.dataset.quotes.split(" ");
  const own = quotes.filter(({ id }) => named.includes(id));
  return { number, source, quotes: own.length > 0 ? own : quotes };
}

/** Where a source of the article changed since, its question can be asked of the library as it is now. */
function freshQuestion() {
  const button = document.querySelector("[data-ask]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => document.querySelector("followup-box").ask(button.dataset.ask));
}

audiencePicker();
footnoteCards();
freshQuestion();
