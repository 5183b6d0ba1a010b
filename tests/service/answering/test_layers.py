"""Every layer earns its place: what it catches is shown as supported once the layer finds nothing.

The statements below are wrong in a way that one layer alone sees. If a layer is broken, or turned to "always yes", its
statements come through and its tests turn red; so they do for a single check of a layer, and for the share of coverage.
"""

from collections import Counter

import pytest
from tables import rows

from service.answering.checks import weighing
from service.answering.entailment import Relation
from service.answering.grounding import LAYERS, Verifier

verify = Verifier().verify

CAUGHT = """
# numbers
: Each cycle delivered 7.4 GBq, and the mean kidney dose was 18.2 Gy.
- In this series the kidneys were given 18.2 GBq on average. | A cycle held 7.6 GBq. | A cycle held 7410 MBq.
: Treatment was given for up to 6 cycles, at intervals of 8 weeks.
- Patients had treatment for at least 6 cycles. | Patients had treatment for 6 cycles.
- Treatment went on for 8 weeks. | Treatment was given every 8 days.
: Grade 3 or higher neutropenia occurred in 14% of the velarex group and 5% of the control group.
- Grade 3 neutropenia was seen in 14% with velarex. | With velarex, grade 2 or higher neutropenia was seen in 14%.
: The scan was taken 12 weeks after the last infusion, and 31% of patients had a response by then.
- Patients had their scan within 12 weeks of the last infusion. | By then, 30% of patients had a response.
- Every 12 weeks after the last infusion, a scan was taken.
: Nausea occurred in 35%, fatigue in 43% and anaemia in 17% of patients.
- Anaemia affected 43% of patients.
: Dry mouth was reported by 39% of the velarex group and 1% of the control group.
- In the control group 39% had dry mouth, in the velarex group 1%.
: The hazard ratio for death was 0.71 (95% CI 0.58 to 0.87).
- Death: hazard ratio 0.71 (95% CI 0.61 to 0.87).
: Of 40 patients, 3 had a dose reduction and 5 a delay.
- In 5 of the 40 patients the dose had to be reduced, and in 5 a delay was needed.
# names
: Brimotinib delayed progression after docetaxel in the HARBOUR trial.
- In HARBOUR, velarex delayed progression after docetaxel.
- After cabazitaxel, brimotinib delayed progression in HARBOUR.
- In the ORCHARD trial, brimotinib delayed progression after docetaxel.
- After docetaxel, brimotinib delayed progression in diabetic patients.
: The European Medicines Agency approved velarex in 2022.
- In 2022, velarex was approved by the FDA.
: Overall survival was longer with velarex in patients with metastatic disease.
- In elderly patients with metastatic disease, survival was longer with velarex.
: Tumours with a BRCA2 mutation responded to olaparib, as the scan showed.
- As the scan showed, tumours with a BRCA1 mutation responded to olaparib.
- As the scan showed, tumours with a BRCA2 mutation responded to niraparib.
: The EANM and the SNMMI recommend a scan of the kidneys before treatment.
- Before treatment, a scan of the kidneys is recommended in frail patients.
: Patients received 177Lu-PSMA-617 in hospital every 6 weeks, with a scan after each dose.
- With a scan after each dose, patients received 177Lu-PSMA-I&T every 6 weeks in hospital.
- With a scan after each dose, patients received 225Ac-PSMA-617 every 6 weeks in hospital.
# polarity
: Velarex prolonged progression-free survival compared with placebo.
- With velarex, progression-free survival was shorter than with placebo.
: Median survival was 17 months with velarex and 12 months with placebo.
- Patients lived longer with placebo than with velarex.
: Nausea was more common with velarex (p=0.08).
- With velarex, nausea was significantly more common.
: Patients received docetaxel before velarex.
- After velarex, patients received docetaxel.
: Higher uptake may predict a better response.
- A better response is predicted by higher uptake.
: Patients with brain metastases were excluded.
- Brain metastases: such patients were eligible.
: Obesity was associated with a longer hospital stay.
- A longer hospital stay is caused by obesity.
: The guideline recommends a bone scan before treatment.
- Before treatment, the guideline advises against a bone scan.
: Haemoglobin fell during treatment and recovered afterwards.
- During treatment, haemoglobin rose.
: The hazard ratio for progression was 0.55 (95% CI 0.42 to 0.72).
- Progression was delayed, though not significantly (hazard ratio 0.55; 95% CI 0.42 to 0.72).
: Survival did not differ between the groups (p=0.41).
- Between the groups, survival differed significantly.
: All patients were chemotherapy-naive.
- All of the patients had received chemotherapy.
: Routine imaging is not recommended in the first year.
- In the first year, routine imaging is advised.
: Quality of life favoured velarex, and the drug was added to olaparib.
- Quality of life favoured olaparib.
: Survival was longer with velarex than with brimotinib.
- With brimotinib, survival was longer than with velarex. | Survival was longer with brimotinib than with velarex.
# copies
: Patients were asked to drink water and to empty the bladder before the scan.
- Patients were asked to drink coffee and to empty the bladder before the scan.
- Patients were asked to drink water and to empty the bowel before the scan.
- Patients were told to drink water and to fill the bladder before the scan.
: The nurse called the family after the infusion and the doctor checked the wound.
- The doctor called the family after the infusion and the nurse checked the wound.
- The nurse called the family after the infusion and the doctor checked the pulse.
- The nurse called the police after the infusion and the doctor checked the wound.
: The device warms the blood on its way to the patient and filters out bubbles.
- The device cools the blood on its way to the patient and filters out bubbles.
- The device warms the blood on its way to the laboratory and filters out bubbles.
: The diary was filled in by the patient every evening and read by the nurse at each visit.
- The diary was filled in by the patient every morning and read by the nurse at each visit.
- The diary was filled in by the nurse every evening and read by the patient at each visit.
- The diary was filled in by the parent every evening and read by the nurse at each visit.
- The diary was filled in by the patient every evening and burnt by the nurse at each visit.
# coverage
: Patients were asked to drink water before the scan.
- Walking every morning lowers the blood pressure. | The hospital has a new car park.
- Breakfast should hold plenty of fibre. | Patients may keep pets at home.
- Children need more sleep than their parents. | The scan costs more than a weekend by the sea.
- The nurse explained the bill.
"""


WRONG = [(row.section, row.quote, row.statement) for row in rows(CAUGHT)]
EXAMPLES = [pytest.param(*case, id=f"{case[0]}: {case[2]}") for case in WRONG]
CHECKS = [pytest.param(layer, check, id=check.__name__) for layer, checks in LAYERS.items() for check in checks]


def silence(monkeypatch, layer, check=None):
    """The layer finds nothing any more; with a check, that check alone."""
    if layer == "coverage":
        monkeypatch.setattr(weighing, "COVERED", -1.0)
    else:
        monkeypatch.setitem(LAYERS, layer, tuple(c for c in LAYERS[layer] if check is not None and c is not check))


def test_every_layer_has_its_examples():
    counted = Counter(layer for layer, _, _ in WRONG)
    assert counted.keys() == {*LAYERS, "coverage"} and min(counted.values()) >= 5


@pytest.mark.parametrize(("layer", "quote", "statement"), EXAMPLES)
def test_a_layer_catches_what_no_other_layer_would(layer, quote, statement, monkeypatch):
    assert verify(statement, [quote]).verdict != "supported"
    silence(monkeypatch, layer)
    assert verify(statement, [quote]).verdict == "supported"


@pytest.mark.parametrize(("layer", "check"), CHECKS)
def test_a_check_catches_what_the_rest_of_its_layer_would_not(layer, check, monkeypatch):
    silence(monkeypatch, layer, check)
    wrong = [(quote, statement) for seen_by, quote, statement in WRONG if seen_by == layer]
    assert any(verify(statement, [quote]).verdict == "supported" for quote, statement in wrong)


class Reader:
    """An entailment model that reads every pair alike."""

    def __init__(self, support, refute):
        self._relation = Relation(support, refute, 1 - support - refute)

    def relations(self, pairs):
        return [self._relation for _ in pairs]


def test_a_model_that_reads_the_opposite_stops_what_the_layers_let_through():
    quote, statement = "Velarex kept patients asleep.", "Patients stayed asleep with velarex."
    assert verify(statement, [quote]).verdict == "supported"
    assert Verifier(entailment=Reader(0.0, 1.0)).verify(statement, [quote]).verdict == "contradicted"
    assert Verifier(entailment=Reader(0.0, 0.0)).verify(statement, [quote]).verdict == "unsupported"
    assert Verifier(entailment=Reader(0.8, 0.1)).verify(statement, [quote]).verdict == "supported"


def test_a_model_has_no_say_in_what_is_said_word_for_word():
    quote = "Velarex kept patients asleep."
    assert Verifier(entailment=Reader(0.0, 1.0)).verify(quote, [quote]).verdict == "supported"


def test_a_model_that_is_sure_of_support_outweighs_no_firm_objection():
    sure = Verifier(entailment=Reader(1.0, 0.0))
    firm = [
        (quote, statement)
        for layer, quote, statement in WRONG
        if layer in {"numbers", "names"} and any(found.firm for found in verify(statement, [quote]).findings)
    ]
    assert len(firm) > len([layer for layer, _, _ in WRONG if layer in {"numbers", "names"}]) * 0.8
    assert [statement for quote, statement in firm if sure.verify(statement, [quote]).verdict == "supported"] == []


def test_what_a_rule_read_off_the_words_is_outweighed_only_by_a_sure_model():
    wrong = [(quote, statement) for layer, quote, statement in WRONG if layer == "polarity"]
    hesitant, sure = Verifier(entailment=Reader(0.6, 0.2)), Verifier(entailment=Reader(0.99, 0.0))
    overruled = [sure.verify(statement, [quote]).verdict for quote, statement in wrong]
    assert overruled.count("supported") > len(wrong) / 2
    assert "supported" not in [hesitant.verify(statement, [quote]).verdict for quote, statement in wrong]
