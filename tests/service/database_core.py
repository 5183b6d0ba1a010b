"""What every test of the database of answers begins with."""

import pytest

from service.records import Records


class DatabaseCore:
    """Wants a fixture `url`: an empty database of its own for each test."""

    @pytest.fixture
    def records(self, url):
        opened = Records(url)
        opened.migrate()
        yield opened
        opened.close()
