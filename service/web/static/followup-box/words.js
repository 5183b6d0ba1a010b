// What a source is, in words. One place for both: the card reads it here, the templates of the pages as JSON
// (service/web/words.py), so nothing but JSON may stand in the object.

export const WORDS = {
  "kinds": {
    "guideline": "Guideline",
    "label": "Drug label",
    "rct": "Randomised trial",
    "single-arm": "Single-arm trial",
    "retrospective": "Retrospective study",
    "prospective": "Prospective study",
    "cohort": "Cohort study",
    "consensus": "Consensus statement",
    "review": "Review",
    "systematic-review": "Systematic review",
    "meta-analysis": "Meta-analysis",
    "registry": "Registry entry",
    "case-report": "Case report"
  },
  "bases": {
    "summary": "Footnote’s summary of the abstract, label or registry entry, not the authors’ words.",
    "abstract": "Quoted from the abstract.",
    "full_text": "Quoted from the full text.",
    "label": "Quoted from the drug label.",
    "registry": "Quoted from the trial registry."
  },
  "checks": {
    "once": "Figures checked once.",
    "twice": "Figures checked twice.",
    "reviewed": "Reviewed by a clinician."
  },
  "standings": {
    "superseded": "Superseded by a newer edition",
    "retracted": "Retracted"
  }
};
