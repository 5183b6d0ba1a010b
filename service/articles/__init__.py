"""Articles: written in files of the house or drafted from a question, resolved against the live corpus."""

from service.articles.article import Article
from service.articles.file import ArticleFile
from service.articles.shelf import ArticleShelf

__all__ = ["Article", "ArticleFile", "ArticleShelf"]
