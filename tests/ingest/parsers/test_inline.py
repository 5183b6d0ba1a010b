"""Running text of XML articles: marks, raised signs, formulas and markup within words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ingest.parsers.xml.inline import text_of
from ingest.parsers.xml.mathml import math_text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('rate<sup><xref ref-type="bibr">12</xref>,<xref ref-type="bibr">13</xref></sup>.', "rate [12,13]."),
        (
            '5.<xref ref-type="bibr"><sup>1</sup></xref><sup>–</sup><xref ref-type="bibr"><sup>3</sup></xref> So',
            "5. [1–3] So",
        ),
        ('2007<xref ref-type="bibr">3</xref> and', "2007 [3] and"),
        ('men [<xref ref-type="bibr">3</xref>, <xref ref-type="bibr">4</xref>]', "men [3, 4]"),
        ('(Smith, <xref ref-type="bibr">2005</xref>)', "(Smith, 2005)"),
        ("in trials.<sup>4</sup> Now", "in trials. [4] Now"),
        ("in trials<sup>4,5</sup> now", "in trials [4,5] now"),
        ("7.4 GBq/m<sup>2 </sup>of <sup>68</sup>Ga-PSMA", "7.4 GBq/m² of 68Ga-PSMA"),
        ("10<sup>− 9</sup> M, 10<sup>2.5</sup>, H<sub>2</sub>O, 4<sup>th</sup>", "10⁻⁹ M, 10^2.5, H2O, 4th"),
        ("one<break/>two<bold>th</bold>ree", "one\ntwothree"),
        ("mean <inline-formula><inline-graphic/></inline-formula> Gy", "mean [formula] Gy"),
        ('seen<styled-content style="display: none">ignore this</styled-content>', "seen"),
        ("<alternatives><tex-math>$x$</tex-math><math><mi>x</mi><mo>=</mo><mn>1</mn></math></alternatives>", "x = 1"),
        (
            r"<tex-math>\documentclass{a}\begin{document}$$N = \frac{1}{2}$$\end{document}</tex-math>",
            r"N = \frac{1}{2}",
        ),
    ],
)
def test_running_text(xml: str, text: str) -> None:
    assert text_of(etree.fromstring(f"<p>{xml}</p>")) == text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<mn>2</mn><mfrac><mn>1</mn><mn>3</mn></mfrac><mi>x</mi>", "2 1/3 x"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "(a + b)/c"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10⁻³"),
        ("<msup><mi>e</mi><mrow><mo>−</mo><mi>k</mi></mrow></msup>", "e^(−k)"),
        ("<msub><mi>Z</mi><mrow><mn>1</mn><mo>−</mo><mi>β</mi></mrow></msub>", "Z_(1 − β)"),
        ("<mmultiscripts><mi>Lu</mi><mprescripts/><none/><mn>177</mn></mmultiscripts>", "177Lu"),
        ("<msqrt><mi>n</mi></msqrt><mo>≤</mo><mover><mi>x</mi><mo>¯</mo></mover>", "√(n) ≤ x\u0304"),
        ("<semantics><mi>y</mi><annotation>twice</annotation></semantics>", "y"),
    ],
)
def test_formulas_cannot_be_misread(xml: str, text: str) -> None:
    assert math_text(etree.fromstring(f"<math>{xml}</math>")) == text


@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1),
    st.sampled_from(["bold", "italic", "sc"]),
)
def test_markup_within_words_changes_no_text(words: list[str], tag: str) -> None:
    marked = etree.Element("p")
    for word in words:
        part = etree.SubElement(marked, tag)
        part.text, part.tail = word[:1], word[1:] + " "
    plain = etree.Element("p")
    plain.text = " ".join(words)
    assert text_of(marked) == text_of(plain)
