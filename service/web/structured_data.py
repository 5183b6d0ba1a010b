"""What a page says of itself to machines: schema.org's MedicalWebPage as JSON-LD."""

from typing import Any

from service.api.listings import Article
from service.api.sources import Source

_LAY = {"patient": "Patient", "caregiver": "Caregiver"}
_PROFESSIONAL = {"clinician": "Clinician", "student": "MedicalStudent"}


def medical_web_page(article: Article, url: str, site: str, publisher: str, language: str) -> dict[str, Any]:
    """An article at its canonical URL. A review is claimed for one that is approved, and for no other."""
    statements = article.summary.statements
    return {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": article.question,
        "headline": article.title,
        "description": statements[0].text if statements else article.title,
        "inLanguage": language,
        "dateModified": article.last_updated,
        "creativeWorkStatus": article.status.replace("_", " "),
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": publisher, "url": site},
        "publishingPrinciples": f"{site}/editorial-policy",
        "audience": [
            {"@type": "PeopleAudience" if name in _LAY else "MedicalAudience", "audienceType": told}
            for name, told in (_PROFESSIONAL | _LAY).items()
        ],
        "citation": [_cited(citation.source) for citation in article.citations],
        **_review(article),
    }


def _review(article: Article) -> dict[str, Any]:
    if article.status != "approved" or article.review is None:
        return {}
    reviewer = {"@type": "Person", "jobTitle": article.review.role}
    return {"lastReviewed": f"{article.review.at:%Y-%m-%d}", "reviewedBy": reviewer}


def _cited(source: Source) -> dict[str, Any]:
    told = {
        "@type": "ScholarlyArticle" if source.doi or source.pmid else "CreativeWork",
        "name": source.title,
        "author": source.authors,
        "publisher": source.organization,
        "datePublished": source.year and str(source.year),
        "url": _address(source),
    }
    return {name: value for name, value in told.items() if value}


def _address(source: Source) -> str | None:
    if source.doi:
        return f"https://doi.org/{source.doi}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid else source.url
