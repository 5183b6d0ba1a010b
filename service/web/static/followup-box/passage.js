// A quote inside its passage. Offsets of the wire are Unicode code points, JavaScript's are UTF-16
// units, so the passage is cut as an array of code points.

const REACH = 240;

/** `{before, after}` around a quote, or null where the passage does not hold it at its offsets. */
export function around(quote, passageText) {
  const points = Array.from(passageText ?? "");
  const { start, end } = quote;
  if (!Number.isInteger(start) || !Number.isInteger(end)) return null;
  // A highlight that is off by one letter is worse than none.
  if (points.slice(start, end).join("") !== quote.text) return null;
  return {
    before: tail(points.slice(0, start)),
    after: head(points.slice(end)),
  };
}

function tail(points) {
  if (points.length <= REACH) return points.join("");
  const cut = points.slice(-REACH).join("");
  return `… ${cut.slice(cut.indexOf(" ") + 1)}`;
}

function head(points) {
  if (points.length <= REACH) return points.join("");
  const cut = points.slice(0, REACH).join("");
  return `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}
