// One question on its way: follows the stream and shows each event. Resolves to the whole answer.

import { Problem } from "./problem.js";

/** `stream`: the events of one answer; `hear(words)` announces progress to screen readers. */
export async function exchange(stream, question, view, { accepted, hear }) {
  const say = (words) => {
    view.progress(words);
    hear(words);
  };
  say("Searching the library…");
  for await (const { event, data } of stream) {
    if (event === "accepted") {
      view.understoodAs(data.standalone_question, question);
      accepted(data);
    } else if (event === "sources") {
      view.announce(data);
      say(`Reading ${count(data.sources?.length ?? 0, "source")}…`);
    } else if (event === "statement") {
      view.statement(streamed(data));
      view.progress("Checking the next sentence…");
    } else if (event === "done") {
      return data;
    } else if (event === "error") {
      throw new Problem(data);
    }
  }
  throw Problem.interrupted();
}

/** A `statement` event carries its quotes whole, and the citations that it is the first to use. */
function streamed({ section, quotes, introduces, ...statement }) {
  return {
    section: section || null, quotes, citations: introduces,
    statement: { ...statement, quotes: quotes.map(({ id }) => id) },
  };
}

/** How much a complete answer holds. */
export function extentOf({ summary, sections = [], citations = [] }) {
  const statements = [summary, ...sections].flatMap((part) => part?.statements ?? []).length;
  return `${count(statements, "statement")}, ${count(citations.length, "source")}`;
}

/** What a screen reader hears when an answer is complete; an urgent one speaks for itself. */
export function completionOf(answer) {
  const { outcome, gaps = [] } = answer;
  if (outcome === "urgent") return "";
  if (outcome === "abstained" || outcome === "declined") return "There is a reply without an answer.";
  const missing = gaps.length > 0 ? " Part of the question was not found in the library." : "";
  return `Answer complete: ${extentOf(answer)}.${missing}`;
}

function count(number, noun) {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}
