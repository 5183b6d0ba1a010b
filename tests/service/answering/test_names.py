"""Layer 2: drugs, trials, organisations, codes and populations of a statement are those of its quote.

A block is a quote (:), what may be said of it (+) and what may not (-), with bars between the statements.
"""

import pytest
from tables import cases

from service.answering.grounding import Quoted, Verifier

verify = Verifier().verify

CASES = """
# drugs
: Brimotinib delayed progression after docetaxel in the HARBOUR trial.
+ In HARBOUR, progression was delayed by brimotinib after docetaxel.
+ After docetaxel, brimotinib delayed progression.
- Velarex delayed progression after docetaxel in the HARBOUR trial.
- Brimotinib delayed progression after cabazitaxel in the HARBOUR trial.
- Brimotinib delayed progression after docetaxel in the ORCHARD trial.
- Brimotinib and velarex delayed progression after docetaxel.
- Docetaxel delayed progression after brimotinib in the HARBOUR trial.
- Brimotinib plus norlutamide delayed progression after docetaxel.
- In HARBOUR-2, brimotinib delayed progression after docetaxel.
: Pain fell more often with velarex than with placebo.
+ More patients had less pain with velarex than with placebo.
- Pain fell more often with velarex than with abiraterone. | Pain fell more often with velarex than with docetaxel.
- Pain fell more often with placebo than with velarex.
: Patients with diabetes received metformin before the scan.
+ Before the scan, patients with diabetes took metformin.
- Patients with diabetes received insulin before the scan. | Patients with asthma received metformin before the scan.
- Patients with hypertension received metformin before the scan.
: Of 300 men given 177Lu-ABC-5 as radioligand therapy, 29 would have failed the HARBOUR scan criteria.
+ Of 300 men given LuABC, 29 would have failed the HARBOUR scan criteria.
+ Of 300 men on RLT, 29 would have failed the HARBOUR scan criteria.
- Of 300 men on RLT, 29 would have failed the ORCHARD scan criteria.
: Of the patients whose tumour dose was below 10 Gy, one responded.
- Of the patients whose kidney dose was below 10 Gy, one responded.
# organisations
: The European Medicines Agency approved velarex in 2022.
+ Velarex was approved in 2022 by the European Medicines Agency (EMA). | In 2022, the EMA approved velarex.
- The FDA approved velarex in 2022. | The Food and Drug Administration approved velarex in 2022.
- The European Medicines Agency approved velarex in 2023.
- The National Institute for Health and Care Excellence approved velarex in 2022.
: The EANM and the SNMMI recommend a scan before treatment.
+ A scan before treatment is recommended by the SNMMI and the EANM.
- The ESMO recommends a scan before treatment. | The EANM and the NCCN recommend a scan before treatment.
: The trial was run at hospitals in Sweden and Denmark.
+ Hospitals in Denmark and Sweden ran the trial.
- The trial was run at hospitals in Norway and Denmark. | The trial was run at hospitals in Germany.
# codes
: Patients received 177Lu-PSMA-617 every 6 weeks.
+ Lu-177-PSMA-617 was given to patients every 6 weeks. | Every 6 weeks, patients received lutetium-177-PSMA-617.
+ [177Lu]Lu-PSMA-617 was given every 6 weeks.
- Patients received 225Ac-PSMA-617 every 6 weeks. | Patients received 177Lu-PSMA-I&T every 6 weeks.
- Patients received 177Lu-PSMA-611 every 6 weeks. | Patients received 177Lu-DOTATATE every 6 weeks.
- Patients received 176Lu-PSMA-617 every 6 weeks. | Patients received actinium-225-PSMA-617 every 6 weeks.
- Patients received yttrium-90-PSMA-617 every 6 weeks.
: A 68Ga-PSMA-11 PET scan showed the lesions.
+ PET with gallium-68-PSMA-11 showed the lesions. | The lesions were seen on Ga-68-PSMA-11 PET.
- An 18F-DCFPyL PET scan showed the lesions. | A 68Ga-PSMA-11 SPECT scan showed the lesions.
- A 18F-PSMA-1007 PET scan showed the lesions. | A 68Ga-PSMA-11 MRI scan showed the lesions.
: Tumours with a BRCA2 mutation responded to olaparib.
+ Olaparib worked in tumours with a mutation of BRCA2.
- Tumours with a BRCA1 mutation responded to olaparib. | Tumours with an ATM mutation responded to olaparib.
- Tumours with a BRCA2 mutation responded to niraparib.
# populations
: Overall survival was longer with velarex in patients with metastatic disease.
+ Patients with metastatic disease lived longer with velarex.
- Overall survival was longer with velarex in elderly patients with metastatic disease.
- Overall survival was longer with velarex in Asian patients with metastatic disease.
- Overall survival was longer with velarex in taxane-naive patients with metastatic disease.
- Overall survival was longer with velarex in patients with bone-only metastatic disease.
- Overall survival was longer with velarex in patients with hepatic metastatic disease.
- Overall survival was longer with velarex in patients with localised disease.
- Overall survival was longer with velarex in PSMA-negative patients with metastatic disease.
: The trial enrolled men with bone metastases and a good performance status.
+ Men with a good performance status and bone metastases were enrolled.
- The trial enrolled men with liver metastases and a good performance status.
- The trial enrolled men with bone metastases and a poor performance status.
- The trial enrolled frail men with bone metastases and a good performance status.
- The trial enrolled women with bone metastases and a good performance status.
- The trial enrolled boys with bone metastases and a good performance status.
: Adults with newly diagnosed asthma were treated at home.
+ Treatment was given at home to adults with newly diagnosed asthma.
- Children with newly diagnosed asthma were treated at home.
- Adults with newly diagnosed asthma were treated in hospital.
- Adults with newly diagnosed epilepsy were treated at home.
: Fatigue was the most common adverse event in both groups.
+ The most common side effect in both groups was fatigue.
+ Tiredness was the most common adverse event in both groups.
- Nausea was the most common adverse event in both groups.
- Fatigue was the least common adverse event in both groups.
- Fatigue was the most common adverse event in both groups of diabetic patients.
: Kidney function was checked before each cycle.
+ Renal function was checked before each cycle.
- Liver function was checked before each cycle. | Heart function was checked before each cycle.
- Thyroid function was checked before each cycle.
: Salivary gland uptake was measured by a nurse in the clinic.
+ In the clinic, a nurse measured the uptake of the salivary gland.
- Lacrimal gland uptake was measured by a nurse in the clinic.
- Salivary gland uptake was measured by a radiologist in the clinic.
# spelling
: Carcinomas of the parotid gland were resected in Oslo.
+ In Oslo, parotid carcinoma was resected.
- In Bergen, parotid carcinoma was resected.
: The tumours were analysed and the anaemia was graded at each centre.
+ At each center, tumors were analyzed and anemia was graded.
: The unadjusted analysis covered all hospitals.
+ All hospitals were covered by an unadjusted analysis.
: The estimated glomerular filtration rate fell in patients with diabetes.
+ In patients with diabetes, the estimated glomerular filtration rate dropped.
+ Patients with diabetes had a fall in glomerular filtration rate.
"""


@pytest.mark.parametrize(("quote", "statement"), cases(CASES, "+"))
def test_a_name_may_be_written_otherwise(quote, statement):
    judgement = verify(statement, [quote])
    assert judgement.verdict == "supported", judgement.reason


@pytest.mark.parametrize(("quote", "statement"), cases(CASES, "-"))
def test_no_other_name_and_no_narrower_group_may_be_put_in(quote, statement):
    judgement = verify(statement, [quote])
    assert judgement.verdict != "supported" and judgement.reason


HARBOUR = Quoted(
    "Progression was delayed after docetaxel.",
    title="Brimotinib in phase 3: the HARBOUR trial",
    metadata="HARBOUR ; Nordic Cancer Group ; 2021 ; Results",
)


@pytest.mark.parametrize(
    "statement",
    [
        "In HARBOUR (2021), progression was delayed after docetaxel.",
        "The Nordic Cancer Group reported in 2021 that progression was delayed after docetaxel.",
        "Progression after docetaxel was delayed by brimotinib.",
        "In a phase 3 trial, progression was delayed after docetaxel.",
    ],
)
def test_a_name_may_stand_in_the_title_or_the_metadata(statement):
    judgement = Verifier().verify(statement, [HARBOUR])
    assert judgement.verdict == "supported", judgement.reason
    assert verify(statement, [HARBOUR.text]).verdict == "unsupported"


@pytest.mark.parametrize(
    "statement",
    [
        "In ORCHARD (2021), progression was delayed after docetaxel.",
        "In HARBOUR (2020), progression was delayed after docetaxel.",
        "The Baltic Cancer Group reported in 2021 that progression was delayed after docetaxel.",
        "Progression after docetaxel was delayed by velarex.",
        "In a phase 2 trial, progression was delayed after docetaxel.",
    ],
)
def test_a_name_that_neither_quote_nor_record_holds_is_named_in_the_reason(statement):
    judgement = verify(statement, [HARBOUR])
    assert judgement.verdict == "unsupported"
    failing = statement[judgement.statement.start : judgement.statement.end]
    assert failing in {"ORCHARD", "2020", "Baltic", "velarex", "2"} and failing in judgement.reason


@pytest.mark.parametrize(
    ("quote", "statement"),
    [
        ("BSC was given to all patients with CNM.", "Best supportive care was given to all patients with CNM."),
        ("BSC was given to all patients with CNM.", "All patients with centronuclear myopathy received BSC."),
        ("Centronuclear myopathy is treated with BSC.", "CNM is treated with best supportive care."),
    ],
)
def test_an_abbreviation_means_what_its_document_says(quote, statement):
    defined = (("BSC", "best supportive care"), ("CNM", "centronuclear myopathy"))
    judgement = verify(statement, [Quoted(quote, abbreviations=defined)])
    assert judgement.verdict == "supported", judgement.reason


def test_an_abbreviation_of_another_document_means_nothing():
    quote = Quoted("All patients with CNM were seen.", abbreviations=(("CRC", "colorectal cancer"),))
    assert verify("All patients with colorectal cancer were seen.", [quote]).verdict == "unsupported"
