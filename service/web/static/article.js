// The article page: who reads it, and the card that opens at a footnote number.
// Without this file the numbers are plain links to the source list, where every quote stands.

import { Card, Client, cardSheets } from "/followup-box.js";

/** The picker shows who audience.js worded the page for, and the box words its answers for them. */
function audiencePicker() {
  const { audience } = document.documentElement.dataset;
  const box = document.querySelector("followup-box");
  box.setAttribute("audience", audience);
  for (const radio of document.querySelectorAll("input[name=audience]")) {
    radio.checked = radio.value === audience;
    radio.addEventListener("change", () => box.setAttribute("audience", radio.value));
  }
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

/** On paper nothing can be opened: the quotes of the source list stand there, and are folded again afterwards. */
function quotesInPrint() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.quotes:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

audiencePicker();
footnoteCards();
freshQuestion();
quotesInPrint();
