// The conversation under one article, kept in this browser so that a reload loses nothing.

const DAY_MS = 86_400_000;
const MOST_TURNS = 20;

export class Conversation {
  #key;
  #state;

  /** `retentionDays`: after that the server has erased it, so this copy goes too; null keeps it. */
  constructor(key, retentionDays = null) {
    this.#key = `footnote:conversation:${key}`;
    this.#state = this.#read(retentionDays) ?? empty();
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
      localStorage.removeItem(this.#key);
    } catch { /* storage is blocked: there was nothing to remove */ }
  }

  #read(retentionDays) {
    try {
      const state = JSON.parse(localStorage.getItem(this.#key));
      if (!Array.isArray(state?.turns)) return null;
      const age = Date.now() - state.at;
      return retentionDays && !(age <= retentionDays * DAY_MS) ? null : state;
    } catch {
      return null;
    }
  }

  /** A full or blocked storage costs the reload, never the answer on the screen. */
  #write() {
    this.#state.at = Date.now();
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#state));
    } catch { /* see above */ }
  }
}

function empty() {
  return { id: null, draft: "", turns: [], at: Date.now() };
}
