// The few calls of /v1 that a page makes. Knows HTTP, and nothing of the DOM.

import { Problem } from "./problem.js";
import { sessionOf } from "./session.js";
import { events } from "./stream.js";

export class Client {
  #base;
  #key;
  #session = "";

  /** `base`: absolute URL under which /v1 lies; `key`: a publishable key, or "". */
  constructor(base, key = "") {
    this.#base = base.endsWith("/") ? base : `${base}/`;
    this.#key = key;
    const { origin } = new URL(base);
    if (origin !== location.origin) this.#session = sessionOf(origin);
  }

  /** The host that answers, where that is not the one of this page. */
  get elsewhere() {
    return this.#session && new URL(this.#base).host;
  }

  /** Yields the events of one answer, as api.md lists them. */
  ask(question, signal) {
    return this.#stream("v1/followups/stream", { body: question, signal });
  }

  /** The events of a fresh answer to the question of a stored one. */
  askAfresh(answerId, signal) {
    return this.#stream(`v1/answers/${encodeURIComponent(answerId)}/fresh/stream`, { signal });
  }

  /** A stored answer, with what became of its sources since. */
  async answer(answerId) {
    const response = await this.#send("GET", `v1/answers/${encodeURIComponent(answerId)}`);
    return response.json();
  }

  async rate(answerId, feedback) {
    await this.#send("POST", `v1/answers/${encodeURIComponent(answerId)}/feedback`, { body: feedback });
  }

  async forget(conversationId) {
    await this.#send("DELETE", `v1/conversations/${encodeURIComponent(conversationId)}`);
  }

  /** `{retention_days, outside_model}`: what becomes of a question. */
  async privacy() {
    const response = await this.#send("GET", "v1/privacy");
    return response.json();
  }

  /** The sources of a stored answer for a reference manager; `format`: bibtex or ris. */
  async citations(answerId, format) {
    const response = await this.#send("GET", `v1/answers/${encodeURIComponent(answerId)}/citations?format=${format}`, { accept: "*/*" });
    return response.text();
  }

  async passage(passageId) {
    const response = await this.#send("GET", `v1/passages/${encodeURIComponent(passageId)}`);
    return response.json();
  }

  async *#stream(path, sent) {
    const response = await this.#send("POST", path, { ...sent, accept: "text/event-stream" });
    yield* events(response.body);
  }

  async #send(method, path, { body, signal, accept = "application/json" } = {}) {
    const url = new URL(path, this.#base);
    const headers = { Accept: accept };
    if (body) headers["Content-Type"] = "application/json";
    if (this.#key) headers.Authorization = `Bearer ${this.#key}`;
    if (this.#session) headers["Footnote-Session"] = this.#session;
    let response;
    try {
      response = await fetch(url, {
        method, headers, signal, cache: "no-store",
        body: body ? JSON.stringify(body) : undefined,
        // The anonymous session is a cookie of our own site; elsewhere the tab has a secret of its own.
        credentials: this.#session ? "omit" : "include",
      });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw Problem.unreachable();
    }
    if (!response.ok) throw await Problem.from(response);
    return response;
  }
}
