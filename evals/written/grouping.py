"""Groups grounding cases into answers: as many altered ones as true ones, about one document or two."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import cycle, islice

from evals.bench.cases import GroundingCase

SIZES = (1, 3, 2)
"""How many pairs of a true and an altered statement answers hold, in turn."""
Group = tuple[GroundingCase, ...]


def grouped(cases: Iterable[GroundingCase], most: int) -> list[Group]:
    """Up to `most` groups, no case in two of them. Pairs that were left alone are put together until they fit."""
    of_each: dict[str, list[GroundingCase]] = defaultdict(list)
    for case in cases:
        of_each[case.document].append(case)
    sizes = cycle(SIZES)
    groups: list[Group] = []
    for listed in of_each.values():
        pairs = iter(_pairs(listed))
        while group := tuple(case for pair in islice(pairs, next(sizes)) for case in pair):
            groups.append(group)
    alone = [group for group in groups if len(group) == 2]
    joined = [first + second for first, second in zip(alone[::2], alone[1::2], strict=False)]
    joined = [group for group in joined if group[0].document != group[-1].document][: max(0, len(groups) - most)]
    used = {case.id for group in joined for case in group}
    return [*(group for group in groups if group[0].id not in used), *joined][:most]


def _pairs(cases: Sequence[GroundingCase]) -> list[Group]:
    """A true statement and an altered one each, neighbours about different sentences as long as there are such."""
    true = _in_rounds(case for case in cases if case.kind == "paraphrase")
    altered = _in_rounds(case for case in cases if case.kind != "paraphrase")
    pairs: list[Group] = []
    while true and altered:
        near = [case for pair in pairs[1 - max(SIZES) :] for case in pair]
        first = _furthest(true, near)
        second = _furthest(altered, [*near, first])
        pairs.append((first, second))
        true.remove(first)
        altered.remove(second)
    return pairs


def _furthest(cases: Sequence[GroundingCase], near: Sequence[GroundingCase]) -> GroundingCase:
    """The first that shares the fewest sentences with these."""
    return min(cases, key=lambda case: sum(bool(set(case.quotes) & set(other.quotes)) for other in near))


def _in_rounds(cases: Iterable[GroundingCase]) -> list[GroundingCase]:
    """One about each sentence, then a second one about each, and so on."""
    of_each: dict[str, int] = defaultdict(int)
    ordered = []
    for case in cases:
        ordered.append((of_each[case.quotes[0]], case))
        of_each[case.quotes[0]] += 1
    return [case for _, case in sorted(ordered, key=lambda pair: pair[0])]
