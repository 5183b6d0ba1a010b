// The conversation under one article, kept in this tab so that a reload loses nothing. It goes with the tab: the device
// may be shared.

const MOST_TURNS = 20;

export class Conversation {
  #key;
  #state;

  constructor(key) {
    this.#key = `footnote:conversation:${key}`;
    this.#state = this.#read() ?? empty();
  }

  get id() {
    return this.#state.id;
  }

  set id(id) {
    this.#state.id = id ?? null;
    this.#write();
  }

  /** A question under way: it returns to the field when the page is reloaded before its answer. */
  get draft() {
    return this.#state.draft ?? "";
  }

  set draft(question) {
    this.#state.draft = question;
    this.#write();
  }

  /** `{question, answer, rating}` of each finished turn, oldest first. */
  get turns() {
    return this.#state.turns;
  }

  add(question, answer) {
    this.#state.turns = [...this.#state.turns, { question, answer, rating: null }].slice(-MOST_TURNS);
    this.#write();
  }

  rate(answerId, rating) {
    const turn = this.#state.turns.find(({ answer }) => answer.id === answerId);
    if (turn) turn.rating = rating;
    this.#write();
  }

  clear() {
    this.#state = empty();
    try {
      sessionStorage.removeItem(this.#key);
    } catch { /* storage is blocked: there was nothing to remove */ }
  }

  #read() {
    try {
      const state = JSON.parse(sessionStorage.getItem(this.#key));
      return Array.isArray(state?.turns) ? state : null;
    } catch {
      return null;
    }
  }

  /** A full or blocked storage costs the reload, never the answer on the screen. */
  #write() {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#state));
    } catch { /* see above */ }
  }
}

function empty() {
  return { id: null, draft: "", turns: [] };
}
