// What went wrong, in words a reader can act on. The wire form is RFC 9457 (api.md).

const TITLES = {
  0: "The service could not be reached",
  401: "This page has no access to the service",
  403: "This page has no access to the service",
  404: "Not found",
  413: "The question is too long",
  422: "The question was not accepted",
  429: "Too many questions just now",
  503: "The service is not ready",
};

const DETAILS = {
  0: "Check the connection, then try again.",
  401: "The key of this page is missing or no longer valid.",
  403: "The key of this page does not allow this.",
  429: "Please wait a moment before the next question.",
};

export class Problem extends Error {
  constructor({ title, detail, status = 0, code = null, retryable, retryAfter = null }) {
    super(readable(detail) || DETAILS[status] || title || "Please try again in a moment.");
    this.title = TITLES[status] ?? title ?? "Something went wrong on our side";
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.retryable = retryable ?? (status === 0 || status === 429 || status >= 500);
  }

  /** From a refusal: the body may be a problem object, a proxy's HTML page, or nothing. */
  static async from(response) {
    const body = await response.json().catch(() => null);
    const known = body && typeof body === "object" ? body : {};
    return new Problem({ ...known, status: response.status, retryAfter: waitOf(response) });
  }

  static unreachable() {
    return new Problem({ status: 0 });
  }

  /** The stream ended before its last event. */
  static interrupted() {
    const problem = new Problem({ detail: "The connection ended before the answer was complete." });
    problem.title = "The answer was interrupted";
    return problem;
  }
}

/** FastAPI's own validation errors carry a list; ours carry a sentence. */
function readable(detail) {
  if (typeof detail === "string") return detail;
  if (!Array.isArray(detail)) return "";
  return detail.map((entry) => entry?.msg ?? "").filter(Boolean).join(" ");
}

/** Retry-After in whole seconds; the header may hold seconds or a date. */
function waitOf(response) {
  const header = response.headers.get("Retry-After");
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null;
}
