// An answer as plain text that can be pasted anywhere: with its numbers, its sources and what has to be said with it.

import { reviewOf } from "./provenance.js";
import { basisOf, imprintOf, kindOf, levelOf, linksOf, standingOf } from "./source.js";

/** `citations`: as they are known now; the answer's own words stand as they were given. */
export function transcript(answer, citations) {
  const { question, text, conflicts = [], disclaimer, provenance = {} } = answer;
  return [
    question,
    text,
    conflicts.length > 0 && ["Where current sources disagree:", ...conflicts.map(disagreement)].join("\n"),
    citations.length > 0 && ["Sources", ...citations.map(entry)].join("\n"),
    disclaimer,
    `Footnote, ${dayOf(provenance.created_at)}; ${reviewOf(answer)}; library ${provenance.corpus_version}.`,
  ].filter(Boolean).join("\n\n");
}

function disagreement({ topic, citations, note }) {
  return `- ${topic} ${citations.map((number) => `[${number}]`).join(" ")}${note ? ` ${note}` : ""}`;
}

function entry({ number, source, quotes }) {
  const kind = [kindOf(source), `evidence level ${levelOf(source, quotes)}`, standingOf(source)].filter(Boolean).join(", ");
  const links = linksOf(source).map(({ href }) => href);
  return [`[${number}] ${source.title}. ${imprintOf(source)}. ${kind}.`, ...links, basisOf(source)].filter(Boolean).join(" ");
}

function dayOf(moment) {
  return new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
