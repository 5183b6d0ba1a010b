// Whose an anonymous question is on the page of another site. Browsers send no cookie of ours there, so the tab
// draws its own secret, keeps it as long as the tab lasts, and sends it to the one service that it is for.

/** 128 random bits for `origin`; without storage they last as long as the page. */
export function sessionOf(origin) {
  const key = `footnote:session:${origin}`;
  try {
    const kept = sessionStorage.getItem(key) ?? draw();
    sessionStorage.setItem(key, kept);
    return kept;
  } catch {
    return draw();
  }
}

function draw() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
