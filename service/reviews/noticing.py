"""What a new corpus version does to approvals: those that rest on what fell, or on other words, are taken back."""

import logging

from service.affected import affected_answers
from service.bootstrap import Services
from service.recall import FALLEN

logger = logging.getLogger(__name__)


def take_back_approvals(services: Services) -> int:
    """Record which approvals no longer hold; returns how many. Raises nothing: a database that fails is logged."""
    desk, taken = services.reviews, 0
    try:
        answers = affected_answers(services.records, services.corpus.catalog)
        fallen = {one.id for one in answers if one.change.standing in FALLEN}
        for answer_id in sorted(fallen):
            taken += desk.take_back("answers", answer_id)
        for article in services.articles.all():
            taken += desk.take_back("articles", article.file.slug)
            services.articles.settle(article.file.slug)  # where a killed process had no time to
    except Exception as error:
        # The kind of error alone: what a database says may repeat what it holds.
        logger.error("approvals could not be looked through: %s", type(error).__name__)
    return taken
