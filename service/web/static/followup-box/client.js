// The few calls of /v1 that a page makes. Knows HTTP, and nothing of the DOM.

import { Problem } from "./problem.js";
import { events } from "./stream.js";

export class Client {
  #base;
  #key;

  /** `base`: absolute URL under which /v1 lies; `key`: a publishable key, or "". */
  constructor(base, key = "") {
    this.#base = base.endsWith("/") ? base : `${base}/`;
    this.#key = key;
  }

  /** Yields the events of one answer, as api.md lists them. */
  async *ask(question, signal) {
    const response = await this.#send("POST", "v1/followups/stream", {
      body: question, signal, accept: "text/event-stream",
    });
    yield* events(response.body);
  }

  async rate(answerId, feedback) {
    await this.#send("POST", `v1/answers/${encodeURIComponent(answerId)}/feedback`, { body: feedback });
  }

  async forget(conversationId) {
    await this.#send("DELETE", `v1/conversations/${encodeURIComponent(conversationId)}`);
  }

  async passage(passageId) {
    const response = await this.#send("GET", `v1/passages/${encodeURIComponent(passageId)}`);
    return response.json();
  }

  async #send(method, path, { body, signal, accept = "application/json" } = {}) {
    const url = new URL(path, this.#base);
    const headers = { Accept: accept };
    if (body) headers["Content-Type"] = "application/json";
    if (this.#key) headers.Authorization = `Bearer ${this.#key}`;
    let response;
    try {
      response = await fetch(url, {
        method, headers, signal, cache: "no-store",
        body: body ? JSON.stringify(body) : undefined,
        // The anonymous session is a cookie of our own site; elsewhere the key says who asks.
        credentials: url.origin === location.origin ? "include" : "omit",
      });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw Problem.unreachable();
    }
    if (!response.ok) throw await Problem.from(response);
    return response;
  }
}
