"""What every database of drafted articles must do; the modules beside this one run it on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

import pytest
from database_core import DatabaseCore

from service.articles.drafts import MOST_LISTED
from service.articles.file import ArticleFile, ArticleStatement, Review

MINE, THEIRS = f"session:{'0' * 32}", f"session:{'1' * 32}"
APPROVED = Review(status="approved", role="urologist", at=datetime(2026, 11, 28, 9, 30, tzinfo=UTC))


def draft(slug: str) -> ArticleFile:
    return ArticleFile(
        slug=slug,
        title="Dry mouth – “how often?”",
        question="Dry mouth – “how often?”",
        status="submitted",
        last_updated=date(2026, 11, 28),
        audience="clinician",
        summary=(ArticleStatement(source="a-trial", quote="It was seen in 39 % ½."),),
        sections=(),
    )


class DraftsCore(DatabaseCore):
    def slugs(self, records, reader):
        return [one.file.slug for one in records.drafts.readable(reader)]

    def test_a_draft_comes_back_as_it_was_written_and_no_retention_takes_it(self, records):
        records.drafts.add(draft("mine"), MINE)
        records.forget_before(datetime.now(UTC) + timedelta(days=4_000))
        kept = records.drafts.get("mine")
        assert (kept.file, kept.owner) == (draft("mine"), MINE)

    def test_a_draft_is_its_owner_s_until_it_is_approved(self, records):
        for slug, owner in (("mine", MINE), ("theirs", THEIRS), ("later", MINE)):
            records.drafts.add(draft(slug), owner)
        assert self.slugs(records, MINE) == ["later", "mine"]
        assert self.slugs(records, "local") == []
        records.drafts.review("theirs", APPROVED)
        assert self.slugs(records, MINE) == ["later", "theirs", "mine"]
        assert records.drafts.get("theirs").file.review == APPROVED
        records.drafts.review("theirs", APPROVED.model_copy(update={"status": "under_review"}))
        assert self.slugs(records, "local") == []
        assert [one.file.slug for one in records.drafts.all()] == ["mine", "theirs", "later"]

    def test_only_its_owner_erases_a_draft_and_only_before_it_is_approved(self, records):
        for slug in ("mine", "approved"):
            records.drafts.add(draft(slug), MINE)
        records.drafts.review("approved", APPROVED)
        assert not records.drafts.erase("mine", THEIRS) and not records.drafts.erase("approved", MINE)
        assert records.drafts.erase("mine", MINE) and not records.drafts.erase("mine", MINE)
        assert self.slugs(records, MINE) == ["approved"]

    @pytest.mark.parametrize("unknown", ["", "\x00", "x" * 500, "' OR 1=1 --"])
    def test_what_was_not_drafted_is_unknown(self, records, unknown):
        records.drafts.add(draft("mine"), MINE)
        assert records.drafts.get(unknown) is None and not records.drafts.erase(unknown, MINE)
        if unknown:
            with pytest.raises(LookupError):
                records.drafts.review(unknown, APPROVED)

    def test_no_list_is_endless(self, records):
        for number in range(MOST_LISTED + 1):
            records.drafts.add(draft(f"draft-{number}"), MINE)
        assert self.slugs(records, MINE) == [f"draft-{number}" for number in range(MOST_LISTED, 0, -1)]
