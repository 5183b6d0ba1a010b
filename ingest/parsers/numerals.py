"""The numbers of list items as a reader sees them: 3, c, C, iii, III."""

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numeral(number: int, form: str) -> str:
    """`form` as HTML writes it: `1`, `a`, `A`, `i`, `I`; a number that letters cannot write stays decimal."""
    if number < 1 or form not in "aAiI":
        return str(number)
    text = _letters(number) if form in "aA" else _roman(number)
    return text.upper() if form.isupper() else text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
