"""The coded values of ClinicalTrials.gov in the words that the registry's own pages print for them."""

_WORDS = {
    "NA": "Not Applicable",
    "PHASE1": "Phase 1",
    "PHASE2": "Phase 2",
    "PHASE3": "Phase 3",
    "PHASE4": "Phase 4",
    "EARLY_PHASE1": "Early Phase 1",
    "NONE": "None (Open Label)",
    "NON_RANDOMIZED": "Non-Randomized",
    "ACTIVE_NOT_RECRUITING": "Active, not recruiting",
    "NO_LONGER_AVAILABLE": "No longer available",
    "INTER_QUARTILE_RANGE": "Inter-Quartile Range",
    "STANDARD_ERROR_OF_MEAN": "Standard Error of the Mean",
    "COUNT_OF_PARTICIPANTS": "Count of Participants",
    "COUNT_OF_UNITS": "Count of Units",
    "CONFIDENCE_80": "80% Confidence Interval",
    "CONFIDENCE_90": "90% Confidence Interval",
    "CONFIDENCE_95": "95% Confidence Interval",
    "CONFIDENCE_975": "97.5% Confidence Interval",
    "CONFIDENCE_99": "99% Confidence Interval",
    "CONFIDENCE_OTHER": "Other Confidence Interval Level",
    "GEOMETRIC_COEFFICIENT": "Geometric Coefficient of Variation",
    "ONE_SIDED": "1-Sided",
    "TWO_SIDED": "2-Sided",
    "NON_INFERIORITY": "Non-Inferiority",
    "NON_INFERIORITY_OR_EQUIVALENCE": "Non-Inferiority or Equivalence",
    "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY": "Non-Inferiority or Equivalence (legacy)",
    "SUPERIORITY_OR_OTHER": "Superiority or Other",
    "SUPERIORITY_OR_OTHER_LEGACY": "Superiority or Other (legacy)",
    "OTHER_PRE_SPECIFIED": "Other Pre-specified",
    "POST_HOC": "Post-Hoc",
    "NON_SYSTEMATIC_ASSESSMENT": "Non-systematic Assessment",
    "NON_PROBABILITY_SAMPLE": "Non-Probability Sample",
}


def words(code: str) -> str:
    """`STANDARD_DEVIATION` -> "Standard Deviation"; what is no code stays as it is."""
    if code in _WORDS:
        return _WORDS[code]
    coded = code.isascii() and code.isupper() and code.replace("_", "").isalpha()
    return code.replace("_", " ").title() if coded else code
