"""Drafted articles in the database. They stay until their owner erases them: no retention takes them along."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, delete, or_, select
from sqlalchemy.orm import Session

from service.articles.file import ArticleFile, Review
from service.tables import DraftedArticleRow

MOST_LISTED = 200
_APPROVED = DraftedArticleRow.status == "approved"


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """A drafted article and who had it drafted."""

    file: ArticleFile
    owner: str


class Drafts:
    """Reads and writes drafts; safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, file: ArticleFile, owner: str) -> None:
        with Session(self._engine) as session, session.begin():
            session.add(
                DraftedArticleRow(slug=file.slug, owner=owner, status=file.status, record=file.model_dump_json())
            )

    def get(self, slug: str) -> ArticleDraft | None:
        """Anybody's."""
        with Session(self._engine) as session:
            row = _row(session, slug)
            return _draft(row) if row else None

    def readable(self, reader: str) -> list[ArticleDraft]:
        """What this caller drafted and what is approved, the newest first, MOST_LISTED at most."""
        return self._newest(or_(DraftedArticleRow.owner == reader, _APPROVED))

    def approved(self) -> list[ArticleDraft]:
        """What everybody may read, the newest first, MOST_LISTED at most."""
        return self._newest(_APPROVED)

    def all(self) -> list[ArticleDraft]:
        """Everybody's, the oldest first."""
        with Session(self._engine) as session:
            return _drafts(session.scalars(select(DraftedArticleRow).order_by(DraftedArticleRow.created_at)))

    def review(self, slug: str, review: Review) -> None:
        """The draft is now at this step. Raises LookupError where there is none."""
        with Session(self._engine) as session, session.begin():
            row = _row(session, slug)
            if row is None:
                raise LookupError(slug)
            file = ArticleFile.model_validate_json(row.record)
            file = file.model_copy(update={"status": review.status, "review": review})
            row.status, row.record = file.status, file.model_dump_json()

    def erase(self, slug: str, owner: str) -> bool:
        """Whether this owner had such a draft. What is approved is public, and stays."""
        mine = (DraftedArticleRow.slug == slug) & (DraftedArticleRow.owner == owner)
        gone = delete(DraftedArticleRow).where(mine & ~_APPROVED)
        with self._engine.begin() as connection:
            return _may_be_a_slug(slug) and connection.execute(gone).rowcount > 0

    def _newest(self, which: ColumnElement[bool]) -> list[ArticleDraft]:
        newest = select(DraftedArticleRow).where(which).order_by(DraftedArticleRow.created_at.desc())
        with Session(self._engine) as session:
            return _drafts(session.scalars(newest.limit(MOST_LISTED)))


def _may_be_a_slug(text: str) -> bool:
    # PostgreSQL refuses to look for a NUL.
    return "\0" not in text


def _row(session: Session, slug: str) -> DraftedArticleRow | None:
    return session.get(DraftedArticleRow, slug) if _may_be_a_slug(slug) else None


def _drafts(rows: Iterable[DraftedArticleRow]) -> list[ArticleDraft]:
    return [_draft(row) for row in rows]


def _draft(row: DraftedArticleRow) -> ArticleDraft:
    return ArticleDraft(ArticleFile.model_validate_json(row.record), row.owner)
