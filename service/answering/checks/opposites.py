"""Sets of which only one can be true at a time: longer or shorter, before or after, men or women, median or mean.

General and medical English; no drug, no trial. One set a line; its values stand between "//", the phrases of a value
between "|". "±": a negation turns one value into the other (not eligible is excluded). "~": a negation leaves neither
(what did not rise need not have fallen). "=" swaps too. "±", "~" and "!": only where both are said of the same thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_SETS = """
~ increase | increased | increases | increasing | rise | rose | rising | risen | rises | grew | grow | grown | growing | growth | gain | gained | climb | climbed | elevated | raised | went up | go up | gone up | going up | escalate | escalated | higher | greater | larger | bigger | longer | prolonged | prolong | prolongs | extended | extend | lengthened | exceeded | exceed | exceeds | deeper | more frequent | more often | more common | doubled | upward // decrease | decreased | decreases | decreasing | fall | fell | fallen | falls | falling | drop | dropped | drops | decline | declined | declines | declining | reduce | reduced | reduction | reduces | reductions | lower | lowered | lowers | fewer | smaller | shorter | shortened | shrink | shrank | shrunk | narrowed | lessened | went down | go down | gone down | going down | diminished | less frequent | less often | less common | rarer | halved | downward | cut | shallower
~ better | improve | improved | improvement | improves | superior | favour | favoured | favours | favor | favored | favors | favourable | favorable | benefit | benefited | beneficial | advantage | advantages | good | effective | helps | helped | outperformed | preserve | preserved // worse | worsen | worsened | worsening | inferior | deteriorate | deteriorated | deterioration | poorer | poor | harm | harmed | harms | harmful | unfavourable | unfavorable | disadvantage | ineffective | bad | worsens | detriment | impaired
± eligible | suitable | qualify | qualifies | qualified | allowed | permitted | may enter | could join | admitted | accepted | entered | included | eligibility | let in | could enter // ineligible | excluded | exclude | excludes | exclusion | barred | disqualified | unsuitable | kept out | ruled out | not allowed | unfit | rejected | left out | kept a man out | shut out | turned away | forbids | forbidden | prohibits | prohibited | contraindicated
± recommend | recommends | recommended | recommendation | endorse | endorses | endorsed | advises | advised | advise | prefers | preferred | encouraged | should be | supports offering | supports // advises against | advised against | recommends against | recommended against | discourages | discouraged | avoid | avoided | opposes | should not | warns against | cautions against | contraindicated | advise against
± significant | significantly | statistically significant // non-significant | insignificant | nonsignificant | not significant | no significant
± approved | licensed | authorised | authorized | granted | accepted | approves // refused | rejected | denied | declined to approve | withdrew | withdrawn | not approved | turned down
± met | reached | achieved | attained // missed | failed | fell short
± agree | agreed | concordant | consistent | matched | match | concordance | agreement | concur // disagree | disagreed | discordant | inconsistent | mismatched | mismatch | discordance | disagreement
! gain | gains | gained // loss | losses | lost
± reliable // unreliable
± encourages | encouraged // discourages | discouraged | advises against | advised against
± support | supported | supports // rejected | declined to support | rejecting | opposed
± same | similar | equal | comparable | alike | identical | equivalent | unchanged | no different | as high | as often | as long | hardly differed | did not differ // different | differed | differ | differs | unequal | dissimilar | distinct | changed
± continue | continued | carry on | carried on | kept on | maintain | maintained | goes on | continues // stop | stopped | discontinue | discontinued | halt | halted | suspend | suspended | withheld | withhold | withdraw | interrupted | ended
± safe | well tolerated | tolerable | tolerated // unsafe | dangerous | toxic | poorly tolerated | intolerable
± survive | survived | alive | living | lived // died | dead | die | death | deaths | dying
! common | frequent | often | frequently | commonly | usual | usually | most // rare | infrequent | seldom | rarely | uncommon | infrequently | unusual
! early // late | delayed
± increase in dose | dose increase | dose escalation // dose reduction | reduced dose | dose de-escalation
± positive | avid // negative
± add | added | adding | adds | plus | combined with | together with | combination with | in addition to | on top of // remove | removed | in place of | replacing | replaced
± covers | funded | reimbursed | paid for | pays for | subsidised // uncovered | unfunded | not funded | refuses to pay
± mature | final // immature | interim | preliminary
± present | presence | existing // absent | absence | missing
! strong | strongly | closely | close | firmly // weak | weakly | loosely | poorly | conditionally | conditional
± up to // down to
± start | started | begin | began | initiate | initiated | starts // end | ended | finish | finished | complete | completed | finishes
! fast | faster | quick | quickly | rapid | rapidly // slow | slower | slowly | gradual | gradually
~ more than | above | exceeding // less than | fewer than | below | under
~ maximum | highest | peak // minimum | lowest | nadir
± sufficient | enough | adequate // insufficient | inadequate | too few | too little
± protective | protects // risk factor | detrimental
= confirmed // not confirmed | unconfirmed
must include | must | required | mandatory | compulsory | obligatory // optional | not mandatory | voluntary
median | medians // mean | average // maximum | highest // minimum | lowest // total | cumulative // interquartile
hazard ratio | HR // odds ratio | OR // risk ratio | relative risk // C-index | concordance index // correlation coefficient | r
men | man | male | males // women | woman | female | females
adults | adult // children | child | paediatric | pediatric | adolescents
mothers | mother // fathers | father
overall survival | OS | survival | survived | lived // progression-free survival | PFS | radiographic progression-free survival | rPFS | PSA progression-free survival | radiological progression-free survival | imaging-based progression-free survival // metastasis-free survival | MFS // quality of life
bone | bones | osseous | skeletal // lymph node | nodal | node | nodes // liver | hepatic // lung | lungs | pulmonary // brain | cerebral // visceral
kidney | renal | kidneys // liver | hepatic // salivary | parotid | submandibular // lacrimal | tear // heart | cardiac // lung | pulmonary // spleen // pancreas // thyroid // bladder // bone marrow | marrow
castration-resistant | castrate-resistant | CRPC | mCRPC | metastatic castration-resistant prostate cancer // castration-sensitive | hormone-sensitive | hormone-naive | mHSPC | metastatic hormone-sensitive prostate cancer | castrate-sensitive | mCSPC
metastatic | metastases | metastasis | metastasised | mCRPC | mHSPC | advanced // non-metastatic | localised | localized | nmCRPC | organ-confined
oligometastatic | low-volume | low volume // high-volume | high volume // polymetastatic
naive | untreated | never had | had not had | without earlier // pretreated | pre-treated | previously treated | treated before | refractory | had had
primary // secondary // exploratory // co-primary
interim // final // updated | update // primary analysis
randomised | randomized // non-randomised | single-arm | uncontrolled // observational | retrospective
retrospective | retrospectively | looked back | look back // prospective | prospectively
phase 1 // phase 2 // phase 3
! low | lower // intermediate // high | higher
mild // moderate // severe
any grade | all grades | any-grade | of any size | whatever grade // grade
! first | initial | 1st // second | 2nd // third | 3rd // fourth // fifth // last | final
objective response | ORR // complete response | CR | complete remission // partial response | PR // stable disease | stable // progressive disease
! every | each | all | always // some | several | part of // at least one | one or more | at one
left // right
fatal // serious
first course | first treatment | initial treatment // re-treatment | re-treated | retreatment | rechallenge | rechallenged
upper // lower
anterior // posterior
intravenous | intravenously // oral | orally | by mouth // subcutaneous | subcutaneously // intra-arterial
anaemia // thrombocytopenia | low platelets // leucopenia | low white cells // lymphopenia // neutropenia | neutrophils
haemoglobin | Hb // platelets | PLT // white blood cells | white cells | leucocytes | leukocytes | WBC // neutrophils | neutrophil // lymphocytes // creatinine // albumin
nausea // vomiting // diarrhoea // constipation // fatigue // dry mouth // dry eyes // pain
diarrhoea // constipation
alpha // beta // gamma
primary | initial diagnosis // recurrent | relapsed | recurrence
inpatient | inpatients | in hospital // outpatient | outpatients
SUVmax | maximum SUV | maximum standardised uptake value // SUVmean | mean SUV | mean standardised uptake value // SUVpeak
specificity // sensitivity
clinicians | doctors | physicians // nurses // patients
guideline // trial | study
expert opinion | consensus | panel // randomised trial | randomised evidence
"""


@dataclass(frozen=True, slots=True)
class OppositeSet:
    """Values of which one is true at a time, each with its phrases. `local`: only where said of the same thing."""

    negation: str
    local: bool
    values: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def opposite_sets() -> Sequence[OppositeSet]:
    """The sets in order."""
    return [
        OppositeSet(
            negation={"±": "swaps", "=": "swaps", "~": "cancels"}.get(line[0], "hides"),
            local=line[0] in "±~!",
            values=tuple(
                tuple(phrase.strip() for phrase in value.split("|")) for value in line.lstrip("±~!= ").split("//")
            ),
        )
        for line in _SETS.strip().splitlines()
    ]
