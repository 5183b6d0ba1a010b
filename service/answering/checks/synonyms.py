"""Words of general medical English that mean the same, one group a line. What a subject adds is data of its corpus.

Only what may replace the other in a claim belongs here: "kidney" and "renal", never "creatinine" and "kidney".
"""

from collections.abc import Sequence

_GROUPS = """
men | man | patients | patient | participants | participant | people | individuals | persons | person | subjects | cases | males | male
overall survival | OS | survival | survived | lived | survive | live | stayed alive | alive | survivor
progression-free survival | PFS
radiographic progression-free survival | rPFS | imaging-based progression-free survival | radiological progression-free survival | radiographic PFS | imaging-based PFS | radiologic progression-free survival
hazard ratio | HR
odds ratio | OR
relative risk | RR | risk ratio
confidence interval | CI | confidence limits
blood | haematological | haematologic | hematologic | hematological
median overall survival | mOS
median progression-free survival | mPFS
treatment-emergent adverse events | TEAE | TEAEs
adverse events | AE | AEs | side effects | adverse reactions | adverse effects | unwanted effects | adverse event | toxicity | toxicities
serious adverse events | SAE | SAEs
quality of life | QoL | HRQoL | health-related quality of life
objective response rate | ORR | overall response rate | objective response
performance status | PS
standard of care | standard care | SoC | usual care | standard treatment | best standard of care | BSoC | standard therapy
dry mouth | xerostomia
tiredness | fatigue | exhaustion | tired
nausea | feeling sick | sickness
vomiting | being sick
anaemia | low red cells | low red blood cells | low red blood cell count | anemia
thrombocytopenia | low platelets | low platelet count | thrombopenia
leucopenia | leukopenia | low white cells | low white blood cells | low white cell count
lymphopenia | lymphocytopenia | low lymphocytes | low lymphocyte count
neutropenia | low neutrophils | low neutrophil count
haemoglobin | Hb | Hgb
platelets | PLT | platelet count | thrombocytes
white blood cells | WBC | white cells | leucocytes | leukocytes | white blood cell count | white cell count
blood counts | full blood count | FBC | CBC | complete blood count | blood count
kidney | kidneys | renal | nephro
liver | hepatic
bone | bones | osseous | skeletal | bony
bone marrow | marrow
bone marrow suppression | myelosuppression | marrow suppression
cytopenia | low blood counts | cytopenias
calcium | Ca
sodium | Na
potassium | K
restricted mean survival | RMST | restricted mean survival time
upper limit of normal | ULN
heart | cardiac
brain | cerebral
lymph node | nodes | nodal | node | lymph nodes
lesion | lesions | deposits | tumour deposits
tumour | tumours | cancer | malignancy | tumor | neoplasm | cancers
metastases | metastasis | metastatic | secondaries | mets | spread
chemotherapy | chemo
spinal cord compression | cord compression
creatinine clearance | CrCl
glomerular filtration rate | GFR
estimated glomerular filtration rate | eGFR
lactate dehydrogenase | LDH
alkaline phosphatase | ALP
prostate-specific antigen | PSA
prostate-specific membrane antigen | PSMA
positron emission tomography | PET
computed tomography | CT
magnetic resonance imaging | MRI
standardised uptake value | SUV | standardized uptake value
mean standardised uptake value | SUVmean | mean SUV
maximum standardised uptake value | SUVmax | maximum SUV
interquartile range | IQR
standard deviation | SD
body surface area | BSA
body weight | weight
intravenous | intravenously | IV | into a vein | through a vein
United States | US | USA | American
European Union | EU | European | Europe
United Kingdom | UK | British
randomised controlled trial | randomised trial | RCT | randomised controlled study | randomised study
trial | study | studies | trials
guideline | guidelines | guidance
systematic review and meta-analysis | meta-analysis | meta-analyses | pooled analysis
retrospective | looked back | backward-looking
prospective | forward-looking
cycle | cycles | course | courses | round | rounds
dose | doses | infusion | infusions | injection | injections | administration | administrations | treatments | treatment | given
activity | radioactivity
absorbed dose | radiation dose | absorbed doses | dosage
therapy | therapies | therapeutic | treatment | treatments | treated | treat
arm | arms | group | groups
control | controls | control group | control arm | comparator
complete response | CR
partial response | PR
stable disease | SD
progressive disease | PD
progression | PD | progressed | progressing | worsening | got worse | progress | progressive
death | deaths | died | dying | die | mortality | dead
centres | centers | sites | hospitals | site | centre
week | weekly | weeks
month | monthly | months
year | yearly | years | annual | annually
day | daily | days
enrolled | included | recruited | entered | enrolment | took part | enrolling | recruit
randomised | randomly assigned | allocated | randomly allocated | assigned | randomisation | random | randomly
received | given | treated with | got | had | took | underwent | receive
follow-up | followed | followed up | follow up | monitoring | monitored
median | midpoint | middle
percent | per cent | percentage | proportion | share | fraction | rate
response | responded | responders | responder | responses | respond
previous | prior | earlier | previously | before | past | already
additional | further | extra | more | another
therapy | treatment
measure | measured | measurement | assess | assessed | assessment | evaluated | evaluate | evaluation
examined | investigated | studied | looked at | explored | analysed | analysis
start | started | begin | began | beginning | initiate | initiated | initiation | starting | commence | commenced
stop | stopped | discontinue | discontinued | discontinuation | stopping | halt | halted | withdraw | withdrawn | end
postpone | delay | delayed | postponed | put off | wait | deferred | defer
permanently | for good | permanent
reduce the dose | dose reduction | dose reduced | lower the dose
contraception | birth control | contraceptive
breast-feeding | breastfeeding | nursing | lactation
pregnancy | pregnant
fertility | ability to have children | fertile
caregivers | carers | relatives
children | child | kids
drink | hydration | fluids | fluid intake | hydrate | hydrated
urinate | pass urine | void | voiding | urination
approved | approval | licensed | authorised | authorisation | marketing authorisation | license | authorized
label | prescribing information | labelling | SmPC | summary of product characteristics | package insert | PI | USPI | labelled
recommend | recommends | recommended | recommendation | advise | advises | advised | advice | endorse | endorses
require | required | requires | need | needed | needs | must | had to
expert | experts | panel | panellists | specialists
consensus | agreed | agreement
uptake | avidity | avid
baseline | at the start | at baseline | beforehand
low | lower | below
high | higher | above
alone | monotherapy | by itself | on its own | only
twice | two times | double | doubled
about | approximately | around | roughly
safety | safe
efficacy | effectiveness | effective | efficacious
clinical | clinically
prostate cancer | carcinoma of the prostate | prostate carcinoma
castration-resistant | castrate-resistant | hormone-refractory
hormone-sensitive | castration-sensitive | castrate-sensitive
metastatic castration-resistant prostate cancer | mCRPC | metastatic castrate-resistant prostate cancer
metastatic hormone-sensitive prostate cancer | mHSPC | metastatic castration-sensitive prostate cancer | mCSPC
castration-resistant prostate cancer | CRPC
androgen deprivation therapy | ADT | androgen deprivation
radioligand therapy | RLT | radioligand | radioligand treatment
androgen-receptor-pathway inhibitor | ARPI | androgen receptor pathway inhibitor | ARPIs | ARSI | androgen-receptor-pathway drug | androgen receptor pathway drug
"""


def general_synonyms() -> Sequence[tuple[str, ...]]:
    """The groups, each a tuple of phrases as written."""
    return [tuple(phrase.strip() for phrase in line.split("|")) for line in _GROUPS.strip().splitlines()]
