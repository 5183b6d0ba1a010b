// Who reads: the choice of an earlier visit is there before anything is painted, so that nothing jumps, and a new one
// is remembered. article.css shows each reader their words. What is kept says which of four words was chosen, no more.

{
  const KEY = "footnote:audience";
  const READERS = ["clinician", "patient", "caregiver", "student"];
  const { dataset } = document.documentElement;

  try {
    const kept = localStorage.getItem(KEY);
    if (READERS.includes(kept)) dataset.audience = kept;
  } catch { /* storage is blocked: the page is worded as its author meant it */ }

  document.addEventListener("change", ({ target }) => {
    if (target.name !== "audience") return;
    dataset.audience = target.value;
    try {
      localStorage.setItem(KEY, target.value);
    } catch { /* the choice holds for this page */ }
  });
}
