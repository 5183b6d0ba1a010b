// The turns of one conversation on the page: asks, shows, keeps, and gives back what failed.

import { AnswerView } from "./answer.js";
import { el } from "./element.js";
import { completionOf, exchange } from "./exchange.js";
import { failureNode, stoppedNode } from "./failure.js";
import { Problem } from "./problem.js";

export class Dialogue {
  node = el("div", { class: "turns" });
  #client;
  #card;
  #form;
  #page;
  #conversation = null;
  #running = null;
  #failed = null;

  /** `page`: `context()` gives article and audience, `hear(words)` announces, `emit(name, detail)`. */
  constructor({ client, card, form, page }) {
    this.#client = client;
    this.#card = card;
    this.#form = form;
    this.#page = page;
  }

  /** Shows a kept conversation in place of whatever was there. */
  resume(conversation) {
    this.stop();
    this.#conversation = conversation;
    this.node.replaceChildren();
    const superseded = new Set(conversation.turns.map(({ answer }) => answer.supersedes));
    for (const { question, answer, rating } of conversation.turns) {
      const view = this.#add(question);
      view.finish(answer, rating);
      this.#recall(view, answer, superseded.has(answer.id));
    }
    this.#form.restore(conversation.draft);
    this.#offer();
  }

  stop() {
    this.#running?.abort();
  }

  /** `afresh`: the id of the stored answer whose question this is. Resolves to whether there is an answer. */
  async ask(question, fromButton = false, afresh = null) {
    if (this.#running) return false;
    const running = (this.#running = new AbortController());
    // A failed turn that showed nothing gives way to the next try.
    if (this.#failed && !this.#failed.hasText) this.#failed.node.remove();
    this.#failed = null;
    const view = this.#add(question);
    this.#conversation.draft = question;
    this.#form.busy(true);
    view.reveal(fromButton);
    try {
      this.#finish(question, await this.#exchange(question, afresh, view, running.signal), view);
      return true;
    } catch (error) {
      // Cleared meanwhile: there is nothing left to explain.
      if (view.node.isConnected) this.#fail(error, question, afresh, view);
      return false;
    } finally {
      if (this.#running === running) this.#running = null;
      this.#form.busy(false);
      this.#offer();
    }
  }

  async startOver() {
    const { id } = this.#conversation;
    this.node.replaceChildren();
    this.stop();
    this.#card.close();
    this.#conversation.clear();
    this.#failed = null;
    this.#offer();
    this.#form.focus();
    const gone = !id || await this.#client.forget(id).then(() => true, (error) => error.status === 404);
    if (gone) this.#page.hear("The conversation is erased.");
    else this.#form.complain("The conversation is cleared here, but could not be erased on the server.");
  }

  #exchange(question, afresh, view, signal) {
    const request = { question, ...this.#page.context(), conversation_id: this.#conversation.id };
    const stream = afresh ? this.#client.askAfresh(afresh, signal) : this.#client.ask(request, signal);
    return exchange(stream, question, view, {
      hear: this.#page.hear,
      accepted: () => this.#form.clear(question),
    });
  }

  #finish(question, answer, view) {
    view.finish(answer);
    if (answer.outcome === "urgent") view.reveal();
    this.#form.clear(question);
    this.#conversation.draft = "";
    this.#conversation.id = answer.conversation_id;
    this.#conversation.add(answer.question ?? question, answer);
    this.#page.hear(completionOf(answer));
    this.#page.emit("answer", answer);
  }

  #fail(error, question, afresh, view) {
    // Of a conversation that is no longer kept there is nothing to ask afresh.
    const again = () => this.ask(question, true, this.#conversation.id && afresh);
    this.#failed = view;
    this.#form.restore(question);
    if (error.name === "AbortError") {
      view.fail(stoppedNode(view.hasText, again));
      this.#page.hear("Stopped.");
      return;
    }
    // Anything but a Problem is a fault of ours: the reader gets words, the console the trace.
    if (!(error instanceof Problem)) console.error(error);
    const problem = this.#explain(error instanceof Problem ? error : new Problem({ status: 500 }));
    view.fail(failureNode(problem, view.hasText, again));
    this.#page.hear(`${problem.title}. ${problem.message}`);
  }

  /** A conversation that the server has erased must not block every further question. */
  #explain(problem) {
    if (problem.status !== 404 || !this.#conversation.id) return problem;
    this.#conversation.id = null;
    return new Problem({
      status: 410, retryable: true, title: "The earlier conversation is no longer kept",
      detail: "Try again asks this question on its own, without what came before.",
    });
  }

  /** Asks the service what became of the sources of a kept answer; where it cannot tell, the answer stands as it was. */
  async #recall(view, { id, question }, superseded) {
    const now = await this.#client.answer(id).catch(() => null);
    if (!now || !view.node.isConnected) return;
    view.reviewed(now);
    const again = async () => {
      if (await this.ask(question, true, id)) view.recall(now);
    };
    if (view.recall(now, superseded ? null : again)) this.#page.hear("A source of an earlier answer has changed since.");
  }

  #add(question) {
    const view = new AnswerView(question, {
      card: this.#card,
      ask: (text) => this.ask(text, true),
      rate: (answer, feedback) => this.#rate(answer, feedback),
      cite: ({ id }, format) => this.#client.citations(id, format),
    });
    this.node.append(view.node);
    return view;
  }

  async #rate({ id }, feedback) {
    await this.#client.rate(id, feedback);
    this.#conversation.rate(id, feedback.rating);
    this.#page.emit("feedback", { answer_id: id, ...feedback });
  }

  /** Starting over makes sense once there is something to erase. */
  #offer() {
    this.#form.offerStartOver(this.node.childElementCount > 0);
  }
}
