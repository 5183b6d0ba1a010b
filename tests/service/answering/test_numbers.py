"""Layer 1: a number is shown with its own unit, comparator, statistic, time, group and outcome, or not at all.

A block is a quote (:), what may be said of it (+) and what may not (-), with bars between the statements.
"""

import pytest
from tables import cases

from service.answering.grounding import Verifier

verify = Verifier().verify

CASES = """
# values
: In ORCHARD, median overall survival was 14.8 months with brimotinib and 10.9 months with placebo.
+ Median survival reached 14.8 months on brimotinib in ORCHARD.
+ Patients on placebo lived a median of 10.9 months, those on brimotinib 14.8 months.
+ ORCHARD: median OS 14.8 months (brimotinib) against 10.9 months (placebo).
- Median survival reached 14.9 months on brimotinib in ORCHARD.
- Median survival was 148 months on brimotinib in ORCHARD. | Median survival was 14.8 weeks on brimotinib in ORCHARD.
- Median survival reached 10.9 months on brimotinib in ORCHARD.
- Median survival was 10.9 months with brimotinib and 14.8 months with placebo.
- With placebo, median survival was 14.8 months.
# units
: Each cycle delivered 7.4 GBq, and the mean kidney dose was 18.2 Gy.
+ The kidneys received 18.2 Gy on average; a cycle was 7.4 GBq. | Each cycle delivered 7400 MBq.
+ Each cycle delivered 200 mCi.
- Each cycle delivered 7.4 Gy. | The mean kidney dose was 18.2 GBq. | Each cycle delivered 7.4 MBq.
- Each cycle delivered 7410 MBq. | Each cycle delivered 201 mCi. | Each cycle delivered 7.4 mCi.
: Haemoglobin fell from 12.5 g/dL to 10.1 g/dL.
+ Haemoglobin dropped from 125 g/L to 101 g/L.
- Haemoglobin dropped from 125 g/L to 102 g/L. | Haemoglobin dropped from 12.5 g/L to 10.1 g/L.
- Haemoglobin fell from 10.1 g/dL to 12.5 g/dL.
: The response rate rose by 12 percentage points, from 31% to 43%.
+ From 31% to 43%: the response rate rose by 12 percentage points.
- The response rate rose by 12%, from 31% to 43%. | The response rate rose by 31 percentage points to 43%.
- The response rate rose from 43% to 31%.
# rounding
: The mean absorbed dose was 0.473 Gy/GBq and 62.8% of patients responded.
+ About 63% of patients responded. | The mean absorbed dose was about 0.47 Gy/GBq.
- 63% of patients responded. | The mean absorbed dose was 0.47 Gy/GBq. | About 62% of patients responded.
- About 70% of patients responded. | The mean absorbed dose was about 0.48 Gy/GBq.
# comparators
: Patients needed at least 6 months of prior therapy.
+ No less than 6 months of earlier therapy was required. | Prior therapy of 6 months or more was needed.
+ Patients needed a minimum of 6 months of prior therapy.
- Patients needed more than 6 months of prior therapy. | Patients needed at most 6 months of prior therapy.
- Patients needed 6 months of prior therapy. | Patients needed up to 6 months of prior therapy.
- Patients needed less than 6 months of prior therapy. | Patients needed about 6 months of prior therapy.
: Treatment was given for up to 6 cycles.
+ No more than 6 cycles were given. | At most 6 cycles of treatment were given. | A maximum of six cycles was given.
- Treatment was given for 6 cycles. | Treatment was given for at least 6 cycles.
- Treatment was given for fewer than 6 cycles. | Treatment was given for 6 cycles or more.
: Dosing stopped when platelets were below 50 x 10^9/L.
+ Dosing stopped with platelets < 50 × 10⁹/L.
- Dosing stopped when platelets were above 50 x 10^9/L. | Dosing stopped when platelets were at most 50 x 10^9/L.
- Dosing stopped when platelets were 50 x 10^9/L. | Dosing stopped when platelets were below 5 x 10^9/L.
: A score ≥8 was called high.
+ A score of 8 or higher was called high. | A score of at least 8 was called high.
- A score of more than 8 was called high. | A score of 8 was called high. | A score of 8 or lower was called high.
# statistics
: The median age was 71 years (interquartile range 64 to 77; range 48 to 90).
+ Median age: 71 years (IQR 64–77). | Ages ranged from 48 to 90 years around a median of 71 years.
- The mean age was 71 years. | The median age was 71 years (range 64 to 77).
- The median age was 71 years (IQR 48 to 90). | Ages ranged from 64 to 77 years. | The median age was 64 years.
: The mean tumour dose was 38 Gy (SD 12).
+ On average, tumours received 38 Gy (standard deviation 12 Gy).
- The median tumour dose was 38 Gy. | On average, tumours received 12 Gy.
# time
: Infusions were given every 6 weeks for 24 weeks.
+ For 24 weeks, an infusion was given once every 6 weeks. | Infusions were given at intervals of 6 weeks for 24 weeks.
- Infusions were given every 24 weeks for 6 weeks. | Infusions were given for 6 weeks.
- Infusions were given every 6 days for 24 weeks. | Infusions were given within 6 weeks.
: Rash appeared within 4 weeks of the first dose.
+ Rash appeared in the first 4 weeks after the first dose.
- Rash appeared 4 weeks after the first dose. | Rash appeared after 4 weeks of dosing.
# labels
: Grade 3 or higher neutropenia occurred in 14% and grade 2 in 9%.
+ Neutropenia of grade ≥3 was seen in 14%. | At least grade 3 neutropenia affected 14%.
- Grade 3 neutropenia was seen in 14%. | Grade 3 or lower neutropenia was seen in 14%.
- Grade 4 or higher neutropenia was seen in 14%. | Neutropenia of grade 3 or higher was seen in 9%.
: Dosimetry was done after cycle 2, at week 12.
+ At 12 weeks, after cycle 2, dosimetry was done. | At week 12, dosimetry followed cycle 2.
- Dosimetry was done after cycle 12, at week 2. | Dosimetry was done after 2 weeks.
- Dosimetry was done after cycle 3, at week 12. | At day 12, after cycle 2, dosimetry was done.
# intervals
: The hazard ratio for death was 0.71 (95% CI 0.58 to 0.87; p=0.001).
+ HR for death 0.71 (95% confidence interval, 0.58–0.87; p=0.001). | The hazard ratio for death was 0.71.
- The hazard ratio for death was 0.71 (95% CI 0.58 to 0.78).
- The hazard ratio for death was 0.71 (90% CI 0.58 to 0.87). | The hazard ratio for death was 0.58.
- The hazard ratio for death was 0.87 (95% CI 0.58 to 0.71). | The hazard ratio for death was 0.71 (p=0.01).
- The hazard ratio for death was 0.71 (p<0.001). | The hazard of death was 71% lower.
- The hazard of death was 28% lower. | The hazard of death was 29% higher. | The odds ratio for death was 0.71.
# years
: Enrolment ran from March 2018 to June 2021.
+ Enrolment started in March 2018 and ended in June 2021. | Between March 2018 and June 2021, patients were enrolled.
- Enrolment ran from March 2018 to June 2022.
# fractions
: Of the 60 patients, 40 responded and 12 stopped early.
+ Two thirds of the patients responded. | 67% of patients responded (40 of 60). | One in five patients stopped early.
+ 20% of the 60 patients stopped early. | Forty of the sixty patients responded.
- Three quarters of the patients responded. | One third of the patients responded. | 66% of the patients responded.
- One in ten patients stopped early. | 25% of the 60 patients stopped early. | 40 of 80 patients responded.
: A response was seen in 51% of patients.
+ About half of the patients responded. | Just over half of the patients responded.
- About a third of the patients responded. | About two thirds of the patients responded.
# arms
: Progression-free survival was 8.7 months with brimotinib against 4.2 months with best supportive care.
+ PFS: brimotinib, 8.7 months; best supportive care, 4.2 months.
+ Brimotinib and best supportive care gave a progression-free survival of 8.7 and 4.2 months, respectively.
+ With best supportive care progression-free survival was 4.2 months, with brimotinib 8.7 months.
- PFS: brimotinib, 4.2 months; best supportive care, 8.7 months.
- Brimotinib and best supportive care gave a progression-free survival of 4.2 and 8.7 months, respectively.
- With best supportive care progression-free survival was 8.7 months, with brimotinib 4.2 months.
- Progression-free survival was 8.7 against 4.2 months with best supportive care and brimotinib, respectively.
- Progression-free survival was 8.7 months (best supportive care) and 4.2 months (brimotinib).
- Best supportive care gave a progression-free survival of 8.7 months.
: Dry mouth was reported by 39% of the velarex group and 1% of the control group.
+ 39% (velarex) and 1% (control) reported dry mouth.
+ In the control group 1% had dry mouth, in the velarex group 39%.
- 1% (velarex) and 39% (control) reported dry mouth.
- In the control group 39% had dry mouth, in the velarex group 1%.
- Dry mouth was reported by 39% of the control group. | Velarex: 1%, control: 39% with dry mouth.
# outcomes and times
: Nausea occurred in 35%, fatigue in 43% and anaemia in 17% of patients.
+ 43% had fatigue, 35% nausea and 17% anaemia. | Anaemia affected 17% of patients.
- 35% had fatigue, 43% nausea and 17% anaemia. | Anaemia affected 43% of patients. | Nausea affected 17% of patients.
- Vomiting occurred in 35% of patients.
: At 6 months 80% of patients were alive, and at 12 months 55%.
+ 55% of patients were alive at 12 months. | Survival was 80% at 6 months and 55% at 12 months.
- 55% of patients were alive at 6 months. | Survival was 55% at 6 months and 80% at 12 months.
: Median overall survival was 19.5 months and median progression-free survival 7.6 months.
+ Median PFS was 7.6 months and median OS 19.5 months.
- Median PFS was 19.5 months and median OS 7.6 months. | Median overall survival was 7.6 months.
: None of the 22 patients had a seizure.
+ No seizure occurred in the 22 patients.
- One of the 22 patients had a seizure. | All of the 22 patients had a seizure.
# what follows by arithmetic
: Median survival was 15 months with velarex and 11 months with placebo.
+ Patients on velarex lived four months longer than those on placebo.
+ Survival was 4 months longer with velarex than with placebo.
- Patients on velarex lived five months longer than those on placebo.
- Patients on placebo lived four months longer than those on velarex.
: Of 98 patients, 45 (46%) had a response.
+ A response was seen in 45 of 98 patients.
- A response was seen in 45 of 89 patients. | A response was seen in 46 of 98 patients.
: The risk of death fell (hazard ratio 0.62; 95% CI 0.50 to 0.77).
+ The risk of death fell by 38%.
- The hazard of death was 62% lower. | The risk of death fell by 62%. | The risk of death fell by 37%.
- The risk of death fell (hazard ratio 0.95).
: Stable disease was seen in 12 of 30 patients.
+ 40% of patients had stable disease. | Two in five patients had stable disease.
- 30% of patients had stable disease. | Two in three patients had stable disease.
- 60% of patients had stable disease.
# rows, signs and words
: The score changed by -3.7 points in one arm and 2.1 points in the other.
+ One arm changed by -3.7 points.
- The score changed by 3.7 points in one arm and 2.1 points in the other.
: Progression-free survival was 7.2, 4.0 and 1.9 months with high, intermediate and low scores.
+ With low scores, progression-free survival was 1.9 months.
- With low scores, progression-free survival was 7.2 months.
: Twenty-four of the patients were treated for half a year.
+ 24 of the patients were treated for 6 months. | 24 of the patients were treated for half a year.
- 20 of the patients were treated for half a year. | 4 of the patients were treated for half a year.
- 24 of the patients were treated for half an hour.
: A scan is needed within 3 months before treatment.
+ The scan must be at most 3 months before treatment.
- The scan must be at least 3 months before treatment. | A scan is needed 3 months after treatment.
: The scan is paid for under item 61528, and patients had no relapse in the last half year.
+ Item 61528 pays for the scan. | Patients had no relapse in the last 6 months.
- Item 61582 pays for the scan. | Patients had no relapse in the last 3 months.
# rates and their whole
: The rate of falls was 60.8 per 100 patient-treatment years.
+ Falls occurred at a rate of 60.8 per 100 patient-treatment years.
- The rate of falls was 60.8 per 100 patients.
: A response was seen in 9 of 10 patients.
+ Nine patients out of ten had a response. | A response was seen in nine in ten patients.
- Nine patients out of a hundred had a response.
# intervals
: Survival was 11.6 months (95% CI 9.3 to 14.2) with velarex and 5.6 months (95% CI 4.2 to 6.0) with placebo.
+ With velarex, survival was 11.6 months (95% CI 9.3 to 14.2).
- Survival was 11.6 months (95% CI 4.2 to 6.0) with velarex and 5.6 months (95% CI 9.3 to 14.2) with placebo.
# ordinals and bounds
: PSA had fallen in 20% after cycle 1 and in 35% after cycle 2.
+ After the first cycle, PSA had fallen in 20%.
- After the third cycle, PSA had fallen in 20%.
: Entry required at least one site of disease.
+ At least one site of disease was required for entry.
- One site of disease was required for entry.
: No kidney event was above grade 3.
+ There was no kidney event of grade 4.
- There was no kidney event of grade 2.
: The mean score was about 7.3 points.
- The mean score was about 7 points.
"""


@pytest.mark.parametrize(("quote", "statement"), cases(CASES, "+"))
def test_a_number_may_be_told_in_other_words(quote, statement):
    judgement = verify(statement, [quote])
    assert judgement.verdict == "supported", judgement.reason


@pytest.mark.parametrize(("quote", "statement"), cases(CASES, "-"))
def test_a_number_may_not_change_nor_be_said_of_something_else(quote, statement):
    judgement = verify(statement, [quote])
    assert judgement.verdict != "supported" and judgement.reason
