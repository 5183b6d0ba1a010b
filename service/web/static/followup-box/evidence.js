// The citations of one answer, gathered from the stream as they come and from the finished answer.

export class Evidence {
  #citations = new Map();

  /** A Citation of api.md; while streaming it may come without its quotes. */
  add({ number, source, quotes = [], standing_now }) {
    const known = this.#at(number);
    if (source) known.source = { ...source, standing_now };
    for (const quote of quotes) known.quotes.set(quote.id, quote);
  }

  /** A whole quote of a `statement` event, which names its citation itself. */
  addQuote(quote) {
    if (Number.isInteger(quote?.citation)) this.#at(quote.citation).quotes.set(quote.id, quote);
  }

  /** One citation with the quotes named, or with all of its quotes where none of them is its own. */
  get(number, quoteIds = []) {
    const { source, quotes } = this.#at(number);
    const named = quoteIds.map((id) => quotes.get(id)).filter(Boolean);
    return { number, source, quotes: named.length > 0 ? named : [...quotes.values()] };
  }

  /** Every citation whose source is known, in the order of its number. */
  list() {
    return [...this.#citations.values()].filter(({ source }) => source).sort((a, b) => a.number - b.number);
  }

  #at(number) {
    if (!this.#citations.has(number)) {
      this.#citations.set(number, { number, source: null, quotes: new Map() });
    }
    return this.#citations.get(number);
  }
}
