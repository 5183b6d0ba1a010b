"""Articles are found by their words and by words that mean the same; the best match comes first."""

import pytest
from contract import assert_problem

SIDE_EFFECTS = "side-effects-and-blood-tests-during-177lu-psma-617"
CABAZITAXEL = "177lu-psma-617-or-cabazitaxel"


@pytest.fixture(scope="module")
def find(client):
    def find(words):
        response = client.get("/v1/articles", params={"q": words})
        assert response.status_code == 200
        return [entry["slug"] for entry in response.json()["articles"]]

    return find


@pytest.fixture(scope="module")
def every(client):
    return [entry["slug"] for entry in client.get("/v1/articles").json()["articles"]]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("dry mouth", SIDE_EFFECTS),
        ("Xerostomia", SIDE_EFFECTS),  # of which no article speaks
        ("kidneys", SIDE_EFFECTS),
        ("CABAZITAXEL", CABAZITAXEL),
        ("pain in TheraP", CABAZITAXEL),
        ("PSMAfore quality of life", "177lu-psma-before-chemotherapy"),
        ("PET scan eligibility", "who-is-selected-for-177lu-psma"),
        ("re-treatment after progression", "177lu-psma-again-or-beyond-six-cycles"),
        ("spinal cord compression", "lesions-unchanged-after-two-lutetium-infusions"),
    ],
)
def test_the_article_about_it_comes_first(find, words, first):
    assert find(words)[0] == first


@pytest.mark.parametrize("words", ["football", "how do I bake bread", "Zorvanide", "💊", "the"])
def test_what_no_article_speaks_of_is_not_found(find, words):
    assert find(words) == []


@pytest.mark.parametrize("words", ["", "   "])
def test_nothing_looked_for_lists_every_article(find, every, words):
    assert find(words) == every


def test_a_search_that_is_too_long_is_refused_without_repeating_it(client):
    problem = assert_problem(client.get("/v1/articles", params={"q": "Smith " * 50}), 422)
    assert problem["errors"] and "Smith" not in str(problem)


def test_the_index_shows_what_was_found_and_is_no_page_for_search_engines(client):
    found = client.get("/", params={"q": "dry mouth"}).text
    assert found.index(SIDE_EFFECTS) < found.index("177lu-psma-again-or-beyond-six-cycles")
    assert CABAZITAXEL not in found
    assert '<meta name="robots" content="noindex">' in found and 'rel="canonical"' not in found
    nothing = client.get("/", params={"q": '"><script>x</script>'}).text
    assert "<script>x" not in nothing and "nothing-found" in nothing
