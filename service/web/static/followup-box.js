// <followup-box article="slug" audience="clinician" endpoint="" key="">: the follow-up question under
// an article, on our pages and, by this one script, on any other site (docs/website.md).

import { Card } from "./followup-box/card.js";
import { Client } from "./followup-box/client.js";
import { Conversation } from "./followup-box/conversation.js";
import { Dialogue } from "./followup-box/dialogue.js";
import { el } from "./followup-box/element.js";
import { Form } from "./followup-box/form.js";
import { boxSheets, cardSheets } from "./followup-box/styles.js";

// The service lies where this script came from, unless `endpoint` says otherwise.
const HOME = new URL(".", import.meta.url).href;

class FollowupBox extends HTMLElement {
  static observedAttributes = ["article", "audience", "retention-days", "outside-model"];

  /** What the service says becomes of a question, once it has been asked; nothing before. */
  #privacy = {};

  #client;
  #form;
  #dialogue;
  #status = el("p", { class: "hidden-words", role: "status", "aria-live": "polite" });

  connectedCallback() {
    if (!this.shadowRoot) this.#build();
  }

  disconnectedCallback() {
    this.#dialogue.stop();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.shadowRoot || before === after) return;
    if (name === "article") this.#resume();
    this.#describe();
  }

  /** Asks as if the reader had typed it. */
  ask(question) {
    this.#dialogue.ask(question, true);
  }

  get #article() {
    return this.getAttribute("article") || null;
  }

  get #audience() {
    return this.getAttribute("audience") || "clinician";
  }

  #build() {
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = boxSheets();
    const endpoint = this.getAttribute("endpoint");
    const base = endpoint ? new URL(endpoint, document.baseURI).href : HOME;
    this.#client = new Client(base, this.getAttribute("key") ?? "");
    const card = new Card(root, (id) => this.#client.passage(id));
    this.#form = new Form({
      ask: (question) => this.#dialogue.ask(question),
      stop: () => this.#dialogue.stop(),
      startOver: () => this.#dialogue.startOver(),
    });
    this.#dialogue = new Dialogue({ client: this.#client, card, form: this.#form, page: this.#page() });
    root.append(el("section", { class: "box", "aria-labelledby": "heading", lang: "en", dir: "ltr" },
      el("h2", { id: "heading" }, "Have a ", el("span", { class: "tied" }, "follow-up"), " question?"),
      el("p", { class: "intro" }, "Every sentence of the reply carries the number of its source. Press a number to read the exact quote."),
      this.#dialogue.node, this.#form.node, this.#status));
    this.#resume();
    this.#describe();
    this.#learn();
  }

  #page() {
    return {
      context: () => ({ article: this.#article, audience: this.#audience }),
      hear: (words) => { this.#status.textContent = words; },
      emit: (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
    };
  }

  #resume() {
    this.#dialogue.resume(new Conversation(this.#article ?? ""));
  }

  async #learn() {
    if (this.hasAttribute("retention-days") && this.hasAttribute("outside-model")) return;
    this.#privacy = await this.#client.privacy().catch(() => ({}));
    this.#describe();
  }

  /** What the page says itself of what becomes of a question goes before what the service says. */
  #describe() {
    const told = { ...this.#privacy, elsewhere: this.#client.elsewhere };
    if (this.hasAttribute("retention-days")) told.retention_days = Number(this.getAttribute("retention-days"));
    if (this.hasAttribute("outside-model")) told.outside_model = this.getAttribute("outside-model");
    this.#form.describe(this.#audience, told);
  }
}

if (!customElements.get("followup-box")) customElements.define("followup-box", FollowupBox);

// For our own pages, which show the card at the numbers of an article.
export { Card, Client, cardSheets };
