// A source in words.

import { el } from "./element.js";
import { WORDS } from "./words.js";

// Of what is cited, which may be a part of its source.
const STANDINGS_NOW = {
  superseded: "Replaced since", retracted: "Retracted since", withdrawn: "No longer in the library",
};

export function kindOf({ kind }) {
  if (!kind) return "";
  const plain = String(kind).replace(/[-_]/g, " ");
  return WORDS.kinds[String(kind).replaceAll("_", "-")] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** "3 randomised trials", for a line of text. */
export function countOf({ kind, sources }) {
  const name = kindOf({ kind }) || "source";
  const plain = /^.[A-Z]/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
  return `${sources} ${sources === 1 ? plain : pluralOf(plain)}`;
}

/** Of "study", "meta-analysis" and whatever takes an s: no other kind has a name that does not. */
function pluralOf(noun) {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, "ies");
  return noun.endsWith("sis") ? noun.replace(/is$/, "es") : `${noun}s`;
}

export function basisOf({ text_basis: basis }) {
  return WORDS.bases[basis] ?? "";
}

export function checkOf({ checked }) {
  return WORDS.checks[checked] ?? "";
}

/** "As of November 2026." from a year and month; anything else is shown as it is written. */
export function dateOf({ as_of: date }) {
  if (!date) return "";
  const [year, month] = String(date).split("-").map(Number);
  const words = month >= 1 && month <= 12
    ? new Date(year, month - 1).toLocaleDateString("en-GB", { month: "long", year: "numeric" }) : date;
  return `As of ${words}.`;
}

/** "" for a current source: only what is out of the ordinary is worth a badge. */
export function standingOf({ standing, standing_now: now }) {
  if (now && now !== "current") return STANDINGS_NOW[now] ?? String(now).replace(/_/g, " ");
  if (!standing || standing === "current") return "";
  return WORDS.standings[standing] ?? String(standing).replace(/_/g, " ");
}

/** How strong the evidence is, as its author printed it: of what is quoted, where that says so itself. */
export function levelOf({ evidence_level: whole }, quotes) {
  const printed = quotes.map(({ evidence_level: own }) => own ?? whole).filter(Boolean);
  return [...new Set(printed)].join("; ") || "none stated";
}

/** What of a source a newer one replaces; the rest stands. */
export function replacedOf({ replaced_in_part: parts = [] }) {
  return parts.map(({ by, what }) => `Replaced in part by ${by}: ${what}.`).join(" ");
}

/** "Sartor et al. NEJM, 2021": what is known of authors, organisation and year. */
export function imprintOf({ authors, organization, year }) {
  const place = [organization, year].filter(Boolean).join(", ");
  return [authors?.replace(/\.$/, ""), place].filter(Boolean).join(". ");
}

/** Links to the publication. Only web addresses: a document must not smuggle in another scheme. */
export function linksOf({ url, doi, pmid, nct }) {
  const links = [];
  if (doi) links.push(["DOI", `https://doi.org/${encodeURI(doi)}`]);
  if (pmid) links.push(["PubMed", `https://pubmed.ncbi.nlm.nih.gov/${encodeURIComponent(pmid)}/`]);
  if (nct) links.push(["ClinicalTrials.gov", `https://clinicaltrials.gov/study/${encodeURIComponent(nct)}`]);
  if (links.length === 0 && isWeb(url)) links.push(["Open the source", url]);
  return links.map(([words, href]) =>
    el("a", { href, target: "_blank", rel: "noopener noreferrer" }, words,
      el("span", { class: "hidden-words" }, " (opens in a new tab)")));
}

function isWeb(url) {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
