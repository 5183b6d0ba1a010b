// Reads text/event-stream from a fetch. EventSource cannot POST, so we parse it ourselves.

import { Problem } from "./problem.js";

// The server sends a comment every 15 s. Three missed ones mean that the line is dead,
// which a phone that changed networks would otherwise never notice.
const IDLE_MS = 50_000;

/** Yields `{event, data}`, data parsed from JSON, until the body ends. Throws Problem when it breaks. */
export async function* events(body, idleMs = IDLE_MS) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let pending = blank();
  try {
    for (;;) {
      const { done, value } = await read(reader, idleMs);
      rest += decoder.decode(value, { stream: !done });
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line !== "") take(pending, line);
        else {
          const event = complete(pending);
          pending = blank();
          if (event) yield event;
        }
      }
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function blank() {
  return { event: "message", data: [] };
}

/** One field line. A line that starts with a colon is a comment: the heartbeat. */
function take(pending, line) {
  const colon = line.indexOf(":");
  if (colon === 0) return;
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (field === "event") pending.event = value;
  if (field === "data") pending.data.push(value);
}

function complete({ event, data }) {
  if (data.length === 0) return null;
  try {
    return { event, data: JSON.parse(data.join("\n")) };
  } catch {
    throw Problem.interrupted();
  }
}

async function read(reader, idleMs) {
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(Problem.interrupted()), idleMs);
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } catch (error) {
    if (error instanceof Problem || error.name === "AbortError") throw error;
    throw Problem.interrupted();
  } finally {
    clearTimeout(timer);
  }
}
