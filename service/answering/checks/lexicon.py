"""Words of general and medical English that change what a sentence claims. No drug, no trial: those are data.

Phrases are lower case, words between single spaces. Stems are not used here, so that a reader sees what is listed.
"""

from collections.abc import Mapping

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
NUMBER_WORDS: Mapping[str, int] = {
    **{word: value for value, word in enumerate(_ONES.split(), 1)},
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "zero": 0,
}
ORDINALS: Mapping[str, int] = {
    word: value for value, word in enumerate("first second third fourth fifth sixth".split(), 1)
}
FRACTION_WORDS: Mapping[str, int] = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "tenths": 10,
    "sixth": 6,
    "eighth": 8,
}


def _table(**phrases: str) -> Mapping[str, str]:
    """Phrase -> key, from key = "phrase | phrase"."""
    return {phrase.strip(): key for key, listed in phrases.items() for phrase in listed.split("|")}


def _signs(table: Mapping[str, str], signs: Mapping[str, str]) -> Mapping[str, str]:
    return {phrase: signs[key] for phrase, key in table.items()}


_SIGNS = {"least": ">=", "most": "<=", "more": ">", "less": "<", "about": "~", "equal": "", "spread": "±"}
COMPARATORS_BEFORE = _signs(
    _table(
        least="at least | no less than | no fewer than | no lower than | not less than | not fewer than | a minimum of |"
        " minimum of | minimum | ≥ | > = | not below | never less than | never fewer than | upwards of",
        most="at most | up to | no more than | not more than | never more than | never above | a maximum of | maximum of |"
        " maximum | maximum total of | a cap of | capped at | limited to | limit of | ≤ | < = | not above | not over |"
        " not exceeding | as many as | a ceiling of | ceiling of | never exceeding | no higher than | at the most | not to exceed | no worse than | no later than",
        more="more than | over | above | greater than | higher than | > | exceeding | exceeds | exceeded | beyond | past |"
        " longer than | in excess of | larger than | older than | better than | later than",
        less="less than | fewer than | below | under | lower than | < | shorter than | smaller than | younger than |"
        " earlier than | worse than",
        about="about | approximately | around | roughly | some | nearly | almost | close to | ~ | ≈ | circa | ca | ca. |"
        " an estimated | in the region of | just over | just under",
        spread="± | plus or minus | + / - | + or - | give or take",
        equal="exactly | precisely | only | just | of | =",
    ),
    _SIGNS,
)
COMPARATORS_AFTER = _signs(
    _table(
        least="or more | or higher | or above | or greater | or over | or longer | or worse | or larger | or later |"
        " and above | and higher | and over | and more | or better | or upwards | or older | and worse | at minimum |"
        " at the least | as the minimum | as a minimum | or severer | and upwards | at least",
        most="or less | or lower | or fewer | or below | or under | or shorter | or smaller | at most | at maximum | and below |"
        " or earlier | or younger | at the most | and lower | and under | at the longest | as the maximum | as a maximum | at the maximum",
    ),
    _SIGNS,
)
STATISTICS = _table(
    median="median | medians",
    mean="mean | means | average | averaged | averaging",
    iqr="interquartile | iqr | quartile | quartiles",
    range="range | ranged | ranging | ranges",
    sd="sd | deviation",
    interval="ci | confidence | credible",
)
FRAMES = _table(
    every="every | each | per | once every | at intervals of | apart by | spaced",
    within="within | in the first | during the first | by | in under | no later than | within the first",
    after="after | following | from | post | past | after about | once | later than | more than",
    before="before | prior to | preceding | in the previous | in the last | in the past | in the preceding | during the previous |"
    " within the previous | in the prior | previous | last | preceding the",
    lasting="for | over | during | lasting | lasts | lasted | throughout | for the | over the",
)
LABELS = frozenset(
    "grade grades cycle day week month year level phase stage line class category arm score ecog visit part table figure"
    " group cohort step type version tier".split()
)
