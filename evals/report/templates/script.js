"use strict";
const table = document.getElementById("table");
const body = table.tBodies[0];
const search = document.getElementById("search");
const troubled = document.getElementById("troubled");
const facets = [...document.querySelectorAll("[data-facet]")];

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of body.rows) {
    const text = row.textContent.toLowerCase();
    row.hidden =
      !words.every((word) => text.includes(word)) ||
      (troubled.checked && row.dataset.troubles === "0") ||
      facets.some((facet) => facet.value && row.dataset[facet.dataset.facet] !== facet.value);
    shown += row.hidden ? 0 : 1;
  }
  document.getElementById("count").textContent = `${shown} of ${body.rows.length}`;
}

function sort(column, button) {
  const down = button.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.querySelectorAll("button")) other.removeAttribute("aria-sort");
  button.setAttribute("aria-sort", down ? "descending" : "ascending");
  const value = (row) => row.cells[column].textContent.trim();
  const sorted = [...body.rows].sort((one, other) => value(one).localeCompare(value(other), "en", { numeric: true }));
  body.append(...(down ? sorted.reverse() : sorted));
}

function open(details) {
  if (!details || details.tagName !== "DETAILS") return;
  details.open = true;
  details.scrollIntoView();
  details.querySelector("summary").focus({ preventScroll: true });
}

function step(by) {
  const shown = [...body.rows].filter((row) => !row.hidden).map((row) => row.querySelector("a").hash);
  const place = shown.indexOf(location.hash);
  const next = shown[Math.min(shown.length - 1, Math.max(0, place + by))];
  const before = document.getElementById(location.hash.slice(1));
  if (before && before.open) before.open = false;
  if (next) location.hash = next;
}

[...table.tHead.rows[0].cells].forEach((cell, column) => {
  const button = cell.querySelector("button");
  button.addEventListener("click", () => sort(column, button));
});
for (const input of [search, troubled, ...facets]) input.addEventListener("input", filter);
addEventListener("hashchange", () => open(document.getElementById(location.hash.slice(1))));
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) return;
  if (event.key === "/") { event.preventDefault(); search.focus(); }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
  if (event.key === "Escape") location.hash = "#cases";
});
filter();
open(document.querySelector("details.case:target"));
