"""Words that hold a claim back, in classes, and words that harden it."""

from collections.abc import Mapping
from functools import lru_cache

# A hedge of the quote is kept by a word of its own class, or of the classes named after ">".
_CLASSES = """
possible > optional likely weak unconfirmed: may | might | could | can | possible | possibly | potential | potentially | perhaps | at risk of | lets | let | allowed | permits | allows | allow | able to
likely > possible weak unconfirmed: likely | probable | probably | expected | expects | presumably | unlikely | tend | tends | tended | should
weak > possible likely unconfirmed early: suggest | suggests | suggested | suggesting | appear | appears | appeared | seem | seems | seemed | indicate | indicates | indicated | hint | hints | hinted | trend | trended | pointing | pointed | points to
association: associated | association | associations | linked | link | correlated | correlate | correlates | correlation | went with | goes with | go with | prognostic | predictor | tracked
opinion > unconfirmed: expert opinion | opinion | in the view of | experts | panel | panellists | specialists | believe | believes | consensus
unconfirmed > possible weak: not confirmed | unconfirmed | reportedly | not been confirmed | yet to be confirmed | unverified | not verified | provisional | not yet confirmed | awaits confirmation | to be confirmed | without confirmation | said to | apparently
planned > possible likely: planned | plan | plans | intended | scheduled | protocol | designed | aimed | aim | foresaw | foresees | foreseen | to receive | set to | was to | were to | are to | is to | would
estimated > unconfirmed weak: estimated | estimate | estimates | projected | modelled | calculated | simulated | approximately | about | around | roughly
early > weak unconfirmed: exploratory | post hoc | hypothesis | hypothesis-generating | preliminary | early results | first results | not powered | underpowered | immature | too early | sized | power | powered | unplanned | after the fact | not planned | after the event
optional > possible: consider | considered | considering | optional | option | options | can be | may be | could be | discretion | individual | individualised | case by case | if needed | where appropriate | conditional | conditionally | weak | weakly
usual > likely possible: usually | generally | typically | commonly | in most | most patients | most men | as a rule | largely | mainly | normally | in general
limited > weak early: limited | uncertain | uncertainty | unclear | unknown | not known | scarce | sparse | no evidence | not established | unproven | no proof | debated | not settled | not been shown | not shown | not clear
"""
# A word of a class hardens the claim unless the quotes have one of the class, or one that is named after ">".
_HARDENERS = """
certainty >: proven | proves | proved | proof | definitely | certainly | guarantee | guarantees | guaranteed | ensures | established | establishes | undoubtedly | conclusively | conclusive | beyond doubt | definitive | definitively | certain | demonstrates | reliably | has been shown | with certainty | accurately | rules out | ruled out any | fully | determines | determined by | validated | will
universal > every any all each only always: in every case | in all circumstances | by law | absolute | any man | whatever | regardless | always | invariably | without exception | all patients | every patient | every man | any patient | anyone | everyone | in all cases | exclusively | solely | entirely | completely
nobody > no none not never nobody naive indefinitely: nobody | no one | never
causal > causes leads results due because: causes | caused | cause | causing | leads to | led to | leading to | results in | resulted in | cures | cure | cured | eliminates | prevents | prevent | prevented | drives | drove | driven by | brings about | responsible for | protects | protect
effect > improve improved prolonged prolong reduced reduces lower lowered raised rose extended against: improved | improves | prolonged | prolongs | extended | extends | lengthened | shortened | shortens | reduces | reduced | lowers | lowered | boosts | boosted | brought down
duty > require required requires need needed needs asked asks wants wanted entry criterion criteria had eligibility eligible: must | mandatory | compulsory | obligatory | imperative | essential
"""


def hedge_classes() -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Class -> (classes that keep it too, its phrases in lower case)."""
    return _classes(_CLASSES)


def hardener_classes() -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Class -> (words of a quote that allow it too, its phrases in lower case)."""
    return _classes(_HARDENERS)


@lru_cache(maxsize=2)
def _classes(listed: str) -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    done = {}
    for line in listed.strip().splitlines():
        head, _, phrases = line.partition(":")
        name, _, kept = head.partition(">")
        done[name.strip()] = (frozenset(kept.split()), tuple(phrase.strip() for phrase in phrases.split("|")))
    return done
