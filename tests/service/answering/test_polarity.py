"""Layer 3: a statement takes the side that its quote takes, and is no surer than its quote.

A block is a quote (:), what may be said of it (+) and what may not (-), with bars between the statements.
"""

import pytest
from tables import cases

from service.answering.grounding import Verifier

verify = Verifier().verify

CASES = """
# direction
: Haemoglobin fell during treatment and recovered afterwards.
+ During treatment haemoglobin dropped; afterwards it recovered.
- Haemoglobin rose during treatment and recovered afterwards. | Haemoglobin increased during treatment.
- Haemoglobin did not fall during treatment. | Haemoglobin was unchanged during treatment.
: Velarex prolonged progression-free survival compared with placebo.
+ Progression-free survival was longer with velarex than with placebo.
+ Compared with placebo, velarex extended progression-free survival.
- Velarex shortened progression-free survival compared with placebo.
- Progression-free survival was shorter with velarex than with placebo.
- Velarex did not prolong progression-free survival compared with placebo.
- Placebo prolonged progression-free survival compared with velarex.
- Progression-free survival was similar with velarex and placebo.
: Nursing took more time with velarex than with placebo.
+ Nursing took less time with placebo than with velarex.
- Nursing took less time with velarex than with placebo.
: The stay was shorter in the velarex group than in the placebo group.
+ Placebo: the stay was longer in this group than in the velarex group.
: Early in treatment, patients are advised not to act on a rise alone.
- Patients are advised to act on a rise alone early in treatment.
# order
: Patients received docetaxel before velarex.
+ Velarex was given after docetaxel. | Docetaxel came first, then velarex.
- Patients received docetaxel after velarex. | Patients received velarex before docetaxel.
- Velarex was followed by docetaxel.
# negation
: Seizures were not seen in any patient.
+ No patient had a seizure.
- Seizures were seen in every patient. | Seizures were seen in some patients. | Seizures were seen.
: The trial met its primary endpoint.
+ The primary endpoint of the trial was met. | The primary endpoint was reached.
- The trial did not meet its primary endpoint. | The trial missed its primary endpoint.
- The trial failed to meet its primary endpoint.
: Patients with brain metastases were excluded.
+ Patients with brain metastases were not eligible. | Brain metastases were a reason for exclusion.
- Patients with brain metastases were included. | Patients with brain metastases were eligible.
- Patients without brain metastases were excluded. | Patients with brain metastases were enrolled.
: All patients were chemotherapy-naive.
- All patients had received chemotherapy. | All patients had been treated with chemotherapy.
- No patient was chemotherapy-naive.
: The tablets can be taken without food.
+ It is possible to take the tablets without food.
- The tablets can be taken with food. | The tablets cannot be taken without food.
- The tablets must be taken without food.
# approval
: The agency approved the drug for adults in 2021.
+ In 2021 the drug was licensed for adults by the agency.
- The agency refused the drug for adults in 2021. | The agency did not approve the drug for adults in 2021.
- The agency withdrew the drug for adults in 2021. | The agency approved the drug for children in 2021.
: The guideline recommends a bone scan before treatment.
+ A bone scan before treatment is recommended by the guideline. | The guideline advises a bone scan before treatment.
- The guideline advises against a bone scan before treatment.
- The guideline does not recommend a bone scan before treatment.
- A bone scan before treatment is discouraged by the guideline.
- A bone scan after treatment is recommended by the guideline. | The guideline requires a bone scan before treatment.
: Routine imaging is not recommended in the first year.
+ Routine imaging in the first year is not advised.
- Routine imaging is recommended in the first year. | In the first year, routine imaging is advised.
# opposites
: The tumour was in the left lung.
+ The left lung held the tumour.
- The tumour was in the right lung. | The tumour was in the left kidney.
: The drug is given by mouth in the morning.
+ In the morning, the drug is given orally.
- The drug is given intravenously in the morning. | The drug is given by mouth in the evening.
: Uptake was high in the tumour and low in the bone marrow.
+ The tumour had high uptake, the bone marrow low uptake.
- Uptake was low in the tumour and high in the bone marrow.
# significance
: Survival did not differ between the groups (p=0.41).
+ There was no significant difference in survival between the groups (p=0.41).
+ Survival was similar in the two groups.
- Survival differed significantly between the groups. | Survival was significantly longer in one group.
- Survival differed between the groups.
: Response was more frequent with velarex (58% versus 41%; p=0.002).
+ Response was significantly more frequent with velarex (p=0.002).
+ 58% responded with velarex, 41% without it (p=0.002).
- Response was not significantly more frequent with velarex. | Response was less frequent with velarex.
: The hazard ratio for death was 0.93 (95% CI 0.78 to 1.11).
+ There was no significant difference in the hazard of death (HR 0.93; 95% CI 0.78 to 1.11).
- Death was significantly less frequent (HR 0.93; 95% CI 0.78 to 1.11). | The hazard of death was significantly lower.
- Survival was significantly improved.
: The hazard ratio for progression was 0.55 (95% CI 0.42 to 0.72).
- The hazard of progression was not significantly lower. | The hazard of progression was higher.
: Nausea was more common with velarex (p=0.08).
- Nausea was significantly more common with velarex. | Nausea was less common with velarex.
# figures decide
: Median survival was 17 months with velarex and 12 months with placebo.
+ Patients lived longer with velarex than with placebo. | Survival was shorter with placebo than with velarex.
- Patients lived longer with placebo than with velarex. | Survival was shorter with velarex than with placebo.
: The hazard ratio for death with velarex against placebo was 0.62.
+ The hazard of death was lower with velarex than with placebo.
+ The risk of death was lower with velarex than with placebo.
- The hazard of death was higher with velarex than with placebo.
- The hazard of death was lower with placebo than with velarex. | Survival was worse with velarex than with placebo.
# hedges
: Higher uptake may predict a better response.
+ A better response may be predicted by higher uptake. | Higher uptake might predict a better response.
- Higher uptake predicts a better response. | A better response is predicted by higher uptake.
- Higher uptake has been proven to predict a better response. | Lower uptake may predict a better response.
: These results suggest that early treatment is useful.
+ Early treatment appears to be useful.
- Early treatment is useful. | These results prove that early treatment is useful.
- Early treatment is certainly useful.
: Obesity was associated with a longer hospital stay.
+ A longer hospital stay was linked to obesity.
- Obesity caused a longer hospital stay. | Obesity led to a longer hospital stay.
- Obesity was associated with a shorter hospital stay.
: Up to six cycles were planned.
+ The plan was to give up to six cycles.
- Up to six cycles were given. | Up to six cycles were completed.
: The benefit was seen in an exploratory analysis and has not been confirmed.
+ An unconfirmed, exploratory analysis showed the benefit.
- The benefit was seen and has been confirmed. | The benefit has been confirmed in an analysis.
- The benefit was established.
: According to expert opinion, fasting is not needed before the scan.
+ In the opinion of experts, fasting before the scan is not needed.
- Fasting is not needed before the scan. | Randomised trials show that fasting is not needed before the scan.
- According to expert opinion, fasting is needed before the scan.
: The cost was estimated at 20,000 euros per patient.
- The cost was exactly 20,000 euros per patient. | The cost was 20,000 euros per patient.
: Vitamin D could reduce the risk of falls in older adults.
+ In older adults, vitamin D might reduce the risk of falls.
- Vitamin D reduces the risk of falls in older adults. | Vitamin D prevents falls in older adults.
- Vitamin D could increase the risk of falls in older adults.
- Vitamin D could not reduce the risk of falls in older adults.
: Long-term effects on the kidney are unknown.
- Long-term effects on the kidney are known. | There are no long-term effects on the kidney.
- Long-term effects on the kidney are well established.
: Patients may be considered for a second course.
+ A second course may be considered for patients.
- Patients must be given a second course. | Patients should not be considered for a second course.
- All patients are given a second course.
# scope
: Patients with or without diabetes took part.
+ Patients took part whether they had diabetes or not. | Patients with diabetes and patients without it took part.
: The result was no longer significant after adjustment.
+ After adjustment, the result was not significant.
- The result was still significant after adjustment. | The result was significant after adjustment.
: Neither arm reached the median.
+ The median was not reached in either arm.
- Both arms reached the median. | The median was reached.
: Symptoms improved in the morning and worsened at night.
+ At night, symptoms worsened.
- Symptoms worsened in the morning and improved at night. | Symptoms worsened in the morning.
"""


@pytest.mark.parametrize(("quote", "statement"), cases(CASES, "+"))
def test_a_claim_may_be_told_in_other_words(quote, statement):
    judgement = verify(statement, [quote])
    assert judgement.verdict == "supported", judgement.reason


@pytest.mark.parametrize(("quote", "statement"), cases(CASES, "-"))
def test_a_claim_may_not_be_turned_round_nor_hardened(quote, statement):
    judgement = verify(statement, [quote])
    assert judgement.verdict != "supported" and judgement.reason


@pytest.mark.parametrize(
    ("quote", "statement"),
    [
        ("Higher uptake may predict a better response.", "A better response is predicted by higher uptake."),
        ("Obesity was associated with a longer hospital stay.", "A longer hospital stay is caused by obesity."),
        ("Vitamin D could reduce the risk of falls.", "Vitamin D reduces the risk of falls."),
        ("In 18 of 52 patients, scan and blood test disagreed.", "The scan should be read with the blood test."),
    ],
)
def test_a_claim_that_is_only_too_sure_is_partly_supported(quote, statement):
    assert verify(statement, [quote]).verdict == "partial"
