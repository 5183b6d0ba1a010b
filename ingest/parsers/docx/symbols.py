"""Signs that Word stores as places in a symbol font: lost, "\u2265 60 ml/min" would read "60 ml/min"."""

_PRIVATE = 0xF000
_SYMBOL = dict(
    zip(
        "abgdezhqiklmnxoprstufcyw" + "ABGDEZHQIKLMNXOPRSTUFCYW",
        "αβγδεζηθικλμνξοπρστυφχψω" + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
        strict=True,
    )
)
_SYMBOL |= {chr(0xA3): "≤", chr(0xB3): "≥", chr(0xB1): "±", chr(0xB0): "°", chr(0xB4): "×", chr(0xB9): "≠"}
_SYMBOL |= {chr(0xBB): "≈", chr(0xBA): "≡", chr(0xB7): "•", chr(0xB8): "÷", chr(0xAE): "→", chr(0xAC): "←"}
_SYMBOL |= {chr(0xAD): "↑", chr(0xAF): "↓", chr(0xA5): "∞", chr(0xD6): "√", chr(0xE5): "∑", chr(0x2D): "−"}
_SYMBOL |= {chr(0xD2): "®", chr(0xD3): "©", chr(0xD4): "™", chr(0x40): "≅", chr(0xB5): "∝", chr(0xB6): "∂"}
_WINGDINGS = {chr(0xA8): "☐", chr(0x6F): "☐", chr(0x71): "☐", chr(0xFE): "☑", chr(0xFD): "☒", chr(0xFC): "✓"}
_WINGDINGS |= {chr(0xFB): "✗", chr(0xE0): "→", chr(0xF0): "→", chr(0xA7): "▪", chr(0x6E): "■", chr(0x6C): "●"}
_UNKNOWN = "\ufffd"
"""A sign that is not known is shown as one, not left out."""


def symbol(code: str, font: str) -> str:
    """The sign at a place, written in hexadecimal digits, of a font."""
    try:
        place = int(code, 16)
    except ValueError:
        return _UNKNOWN
    if not font.startswith(("Symbol", "Wingdings")):
        return chr(place) if 0x20 <= place < _PRIVATE else _UNKNOWN
    return _sign(place, _WINGDINGS if font.startswith("Wingdings") else _SYMBOL)


def readable(text: str, font: str) -> str:
    """Text in which a few places of a symbol font stand among letters."""
    signs = _WINGDINGS if font.startswith("Wingdings") else _SYMBOL
    return "".join(_sign(ord(each), signs) if _PRIVATE <= ord(each) <= 0xF0FF else each for each in text)


def _sign(place: int, signs: dict[str, str]) -> str:
    sign = chr(place - _PRIVATE if place >= _PRIVATE else place)
    plain = sign if sign.isdigit() or (sign in " ()+,./:;<=>[]%|{}!&?_" and signs is _SYMBOL) else _UNKNOWN
    return signs.get(sign, plain)
