"""Counts of gained, lost, kept and other areas: each bound against every completion, and known values."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, combinations, product

import pytest

from chirograph.change.classes import CLASSES, HELD, INDICES, Counts, Reads, allowed, bits, reads
from chirograph.errors import AssumptionError, ParameterError

Ends = tuple[int, int]
Areas = Sequence[Ends]
Lengths = tuple[Ends | None, Ends | None]
#: Every set of classes.
SETS = list(chain.from_iterable(combinations(CLASSES, size) for size in range(7)))
BOUND = {
    **{name: (name,) for name in CLASSES}, "held": HELD,
    "gained_or_deepened": ("gained", "deepened"), "lost_or_weakened": ("lost", "weakened"),
}  # fmt: skip
#: TP01 to TP10 of the paper on change: each count and index on every completion, least and greatest taken.
#: Old and new cells, depth never falls, length of the old and of the new list; then what follows.
CASES = {
    "depths": (
        ([(0, 3), (1, 3), (0, 0), (2, 2), (0, 1)], [(1, 3), (0, 3), (0, 3), (3, 3), (0, 0)]),
        False, (None, None),
        {"kept": (0, 2), "deepened": (1, 3), "weakened": (0, 2), "gained": (0, 2), "lost": (0, 2),
         "absent": (0, 2), "held": (1, 3), "gained_or_deepened": (1, 4), "lost_or_weakened": (0, 3)},
        {"sor": (0, 2 / 3, False), "sim": (0, 2 / 3, False), "sne": (0, 1 / 3, False)},
    ),
    "depth never falls": (
        ([(0, 2), (1, 3), (0, 0), (2, 2), (0, 1)], [(1, 3), (0, 3), (0, 3), (3, 3), (0, 1)]),
        True, (None, None),
        {"kept": (0, 3), "deepened": (1, 3), "weakened": (0, 0), "gained": (0, 3), "lost": (0, 0),
         "absent": (0, 2), "held": (2, 4), "gained_or_deepened": (1, 5), "lost_or_weakened": (0, 0)},
        {"sor": (0, 3 / 7, False), "sim": (0, 0, False), "sne": (0, 3 / 7, False)},
    ),
    "both lengths": (
        ([(0, 3), (1, 3), (0, 3), (0, 2), (0, 1)], [(1, 3), (0, 3), (0, 3), (0, 3), (0, 0)]), False,
        ((2, 2), (3, 3)),
        {"kept": (0, 2), "deepened": (0, 2), "weakened": (0, 2), "gained": (1, 3), "lost": (0, 2),
         "absent": (0, 2), "held": (0, 2), "gained_or_deepened": (1, 3), "lost_or_weakened": (0, 2)},
        {"sor": (0.2, 1, False), "sim": (0, 1, False), "sne": (0, 0.2, False)},
    ),
    "ranges of lengths, depth never falls": (
        ([(0, 3), (1, 2), (0, 3), (0, 2), (0, 1)], [(1, 3), (0, 3), (0, 3), (0, 3), (0, 1)]), True,
        ((1, 2), (3, 5)),
        {"kept": (0, 2), "deepened": (0, 2), "weakened": (0, 0), "gained": (1, 4), "lost": (0, 0),
         "absent": (0, 2), "held": (1, 2), "gained_or_deepened": (1, 5), "lost_or_weakened": (0, 0)},
        {"sor": (0.2, 2 / 3, False), "sim": (0, 0, False), "sne": (0.2, 2 / 3, False)},
    ),
    "old text unknown": (
        ([(0, 3)] * 4, [(1, 3), (2, 3), (0, 0), (3, 3)]), False, (None, None),
        {"kept": (0, 3), "deepened": (0, 3), "weakened": (0, 2), "gained": (0, 3), "lost": (0, 1),
         "absent": (0, 1), "held": (0, 3), "gained_or_deepened": (0, 3), "lost_or_weakened": (0, 3)},
        {"sor": (0, 1, False), "sim": (0, 1, True), "sne": (0, 0.5, True)},
    ),
    "old text unknown, depth never falls": (
        ([(0, 3)] * 4, [(1, 3), (2, 3), (0, 0), (3, 3)]), True, (None, None),
        {"kept": (0, 3), "deepened": (0, 3), "weakened": (0, 0), "gained": (0, 3), "lost": (0, 0),
         "absent": (1, 1), "held": (0, 3), "gained_or_deepened": (0, 3), "lost_or_weakened": (0, 0)},
        {"sor": (0, 1, False), "sim": (0, 0, True), "sne": (0, 0.5, True)},
    ),
    "complete": (
        ([(0, 0), (1, 1), (2, 2), (3, 3), (1, 1), (2, 2)], [(1, 1), (0, 0), (2, 2), (1, 1), (3, 3), (0, 0)]),
        False, (None, None),
        {"kept": (1, 1), "deepened": (1, 1), "weakened": (1, 1), "gained": (1, 1), "lost": (2, 2),
         "absent": (0, 0), "held": (3, 3), "gained_or_deepened": (2, 2), "lost_or_weakened": (3, 3)},
        {"sor": (1 / 3, 1 / 3, False), "sim": (0.25, 0.25, False), "sne": (1 / 12, 1 / 12, False)},
    ),
    "both lists may be empty": (
        ([(0, 1), (0, 1), (0, 0)], [(0, 1), (0, 0), (0, 1)]), False, (None, None),
        {"kept": (0, 1), "deepened": (0, 0), "weakened": (0, 0), "gained": (0, 2), "lost": (0, 2),
         "absent": (0, 3), "held": (0, 1), "gained_or_deepened": (0, 2), "lost_or_weakened": (0, 2)},
        {"sor": (0, 1, True), "sim": (0, 1, True), "sne": (0, 1 / 3, True)},
    ),
    "new list complete": (
        ([(0, 1)] * 5, [(1, 1)] * 3 + [(0, 0)] * 2), False, (None, None),
        {"kept": (0, 3), "deepened": (0, 0), "weakened": (0, 0), "gained": (0, 3), "lost": (0, 2),
         "absent": (0, 2), "held": (0, 3), "gained_or_deepened": (0, 3), "lost_or_weakened": (0, 2)},
        {"sor": (0, 1, False), "sim": (0, 1, True), "sne": (0, 0.5, True)},
    ),
    "new list complete, old length": (
        ([(0, 1)] * 5, [(1, 1)] * 3 + [(0, 0)] * 2), False, ((3, 3), None),
        {"kept": (1, 3), "deepened": (0, 0), "weakened": (0, 0), "gained": (0, 2), "lost": (0, 2),
         "absent": (0, 2), "held": (1, 3), "gained_or_deepened": (0, 2), "lost_or_weakened": (0, 2)},
        {"sor": (0, 2 / 3, False), "sim": (0, 2 / 3, False), "sne": (0, 0, False)},
    ),
}  # fmt: skip
#: The lists of cases B03 and B04, and what `beta.pair` of betapart 1.6.1 (R) gives for each two of them.
SITES = ("1111010110", "1101001100", "1010100110", "1100000100")
BETAPART = {
    "sor": {(0, 1): 1 / 3, (0, 2): 1 / 3, (0, 3): 0.4, (1, 2): 0.6, (1, 3): 0.25, (2, 3): 0.5},
    "sim": {(0, 1): 0.2, (0, 2): 0.2, (0, 3): 0, (1, 2): 0.6, (1, 3): 0, (2, 3): 1 / 3},
    "sne": {(0, 1): 2 / 15, (0, 2): 2 / 15, (0, 3): 0.4, (1, 2): 0, (1, 3): 0.25, (2, 3): 1 / 6},
    "jac": {(0, 1): 0.5, (0, 2): 0.5, (0, 3): 4 / 7, (1, 2): 0.75, (1, 3): 0.4, (2, 3): 2 / 3},
    "jtu": {(0, 1): 1 / 3, (0, 2): 1 / 3, (0, 3): 0, (1, 2): 0.75, (1, 3): 0, (2, 3): 0.5},
    "jne": {(0, 1): 1 / 6, (0, 2): 1 / 6, (0, 3): 4 / 7, (1, 2): 0, (1, 3): 0.4, (2, 3): 1 / 6},
}


#: Cells of nato-ip4 1.0.0 as the paper has them: 24 areas, "?" 0 to 3, "1" 1 to 3, "2" 2 to 3, "3" 3, "0" 0.
ITPP_KOR = "202002001022000221001010"
ITPP_JPN = "??11?" + "11?11" + "?????" + "221??" + "3???"
OLD = {
    "KOR 2017": "101000000011001010000000",
    "KOR 2019": "1?1???????1??????1??????",
    "JPN 2020": "??1??????11???1??1??111?",
}
#: TP29 to TP31 of the paper, its section 2: bounds of held, kept, deepened, weakened, gained, lost, absent
#: and of gained or deepened; ends of sor, sim and sne to three digits. Lengths of both lists, never falls.
PAPER = {
    ("KOR 2017", (None, None), False): (
        [(5, 5), (0, 5), (0, 5), (0, 5), (6, 6), (1, 1), (12, 12), (6, 11)],
        [(0.412, 0.412), (0.167, 0.167), (0.245, 0.245)],
    ),
    ("KOR 2019", (None, None), False): (
        [(4, 11), (0, 11), (0, 11), (0, 11), (0, 7), (0, 13), (0, 13), (0, 11)],
        [(0, 0.714), (0, 0.636), (0, 0.467)],
    ),
    ("KOR 2019", (None, None), True): (
        [(4, 11), (0, 11), (0, 11), (0, 0), (0, 7), (0, 0), (13, 13), (0, 11)],
        [(0, 0.467), (0, 0), (0, 0.467)],
    ),
    ("JPN 2020", (None, None), False): (
        [(4, 24), (0, 24), (0, 24), (0, 23), (0, 16), (0, 14), (0, 10), (0, 24)],
        [(0, 0.714), (0, 0.714), (0, 0.5)],
    ),
    ("JPN 2020", ((8, 10), (10, 24)), False): (
        [(4, 10), (0, 10), (0, 10), (0, 9), (4, 16), (0, 6), (0, 10), (4, 24)],
        [(0.167, 0.714), (0, 0.6), (0, 0.5)],
    ),
    ("JPN 2020", ((8, 10), (16, 16)), False): (
        [(4, 10), (0, 10), (0, 10), (0, 9), (6, 12), (0, 6), (2, 8), (6, 16)],
        [(0.231, 0.692), (0, 0.6), (0.092, 0.333)],
    ),
    ("JPN 2020", ((8, 10), (10, 24)), True): (
        [(8, 10), (0, 10), (0, 10), (0, 0), (4, 16), (0, 0), (0, 10), (4, 24)],
        [(0.167, 0.5), (0, 0), (0.167, 0.5)],
    ),
    ("JPN 2020", ((8, 10), (16, 16)), True): (
        [(8, 10), (0, 10), (0, 10), (0, 0), (6, 8), (0, 0), (8, 8), (6, 16)],
        [(0.231, 0.333), (0, 0), (0.231, 0.333)],
    ),
}  # fmt: skip


def class_of(x: int, y: int) -> str:
    """The class of a pair of depths, as it is defined."""
    if not x:
        return "gained" if y else "absent"
    if not y:
        return "lost"
    return "kept" if x == y else "deepened" if y > x else "weakened"


def pairs(old: Areas, new: Areas, never_falls: bool) -> list[list[tuple[int, int]]]:
    """Every pair of depths of every area."""
    return [
        [(x, y) for x in range(a, b + 1) for y in range(c, d + 1) if y >= x or not never_falls]
        for (a, b), (c, d) in zip(old, new, strict=True)
    ]


def completions(old: Areas, new: Areas, never_falls: bool, lengths: Lengths) -> Iterator[tuple[str, ...]]:
    """The classes of the areas in every completion that has these lengths."""
    for depths in product(*pairs(old, new, never_falls)):
        counts = (sum(x > 0 for x, _ in depths), sum(y > 0 for _, y in depths))
        if all(one is None or one[0] <= n <= one[1] for n, one in zip(counts, lengths, strict=True)):
            yield tuple(class_of(x, y) for x, y in depths)


def slow_indices(classes: Sequence[str]) -> dict[str, Fraction | None]:
    """The six indices by their formulas."""
    a, b, c = (sum(one in names for one in classes) for names in (HELD, ("lost",), ("gained",)))
    m = min(b, c)

    def ratio(top: int, below: int) -> Fraction | None:
        return Fraction(top, below) if below else None

    sor, sim, jac, jtu = (
        ratio(b + c, 2 * a + b + c), ratio(m, a + m), ratio(b + c, a + b + c), ratio(2 * m, a + 2 * m),
    )  # fmt: skip
    sne = None if sor is None or sim is None else sor - sim
    jne = None if jac is None or jtu is None else jac - jtu
    return dict(zip(INDICES, (sor, sim, sne, jac, jtu, jne), strict=True))


def random_case(draw: random.Random, most: int = 4) -> tuple[Areas, Areas, bool, Lengths]:
    """Some areas on a scale to 1, 2 or 3, often with lengths, sometimes with depths that never fall."""
    n, top = draw.randint(1, most), draw.randint(1, 3)
    never, sides = draw.random() < 0.4, []
    for _ in range(2):
        cells = [sorted((draw.randint(0, top), draw.randint(0, top))) for _ in range(n)]
        sides.append([(low, high) for low, high in cells])
    if never:
        both = zip(sides[1], sides[0], strict=True)
        sides[1] = [(low, max(high, least)) for (low, high), (least, _) in both]
    limits = [sorted((draw.randint(0, n), draw.randint(0, n))) for _ in range(2)]
    lengths = tuple((one[0], one[1]) if draw.random() < 0.5 else None for one in limits)
    return sides[0], sides[1], never, (lengths[0], lengths[1])


def counts(old: Areas, new: Areas, never_falls: bool, lengths: Lengths = (None, None)) -> Counts:
    """What is asked."""
    return Counts(tuple(allowed(old, new, never_falls=never_falls).tolist()), *lengths)


def test_classes_of_an_area_are_those_of_its_pairs() -> None:
    """The classes that two cells allow are those of the pairs of depths in them, for every two cells to 4."""
    cells = [(low, high) for low in range(5) for high in range(low, 5)]
    for old, new, never in product(cells, cells, (False, True)):
        found = {class_of(x, y) for x, y in pairs([old], [new], never)[0]}
        assert allowed([old], [new], never_falls=never).tolist() == [bits(sorted(found))]


@pytest.mark.parametrize("name", CASES)
def test_published_bounds(name: str) -> None:
    """Nine counts and three indices are those of the paper, undefined values told."""
    (old, new), never, lengths, bounds, indices = CASES[name]
    asked = counts(old, new, never, lengths)
    assert {key: asked.bound(BOUND[key]) for key in bounds} == bounds
    found = asked.indices()
    for key, (low, high, undefined) in indices.items():
        assert (found[key].lower, found[key].upper) == pytest.approx((low, high), abs=1e-12)
        assert found[key].undefined is undefined


@pytest.mark.parametrize(("name", "lengths", "never"), PAPER)
def test_the_bounds_of_24_areas_are_those_of_the_paper(name: str, lengths: Lengths, never: bool) -> None:
    """Programmes of 24 areas, with lengths of lists too: the paper found these by another search."""
    depths = {"?": (0, 3), "0": (0, 0), "1": (1, 3), "2": (2, 3), "3": (3, 3)}
    old, new = (
        [depths[one] for one in text] for text in (OLD[name], ITPP_KOR if "KOR" in name else ITPP_JPN)
    )
    asked, (bounds, ends) = counts(old, new, never, lengths), PAPER[name, lengths, never]
    order = ("held", "kept", "deepened", "weakened", "gained", "lost", "absent", "gained_or_deepened")
    assert [asked.bound(BOUND[key]) for key in order] == bounds
    found = asked.indices()
    for key, (low, high) in zip(("sor", "sim", "sne"), ends, strict=True):
        assert (found[key].lower, found[key].upper) == pytest.approx((low, high), abs=6e-4)


def test_every_bound_is_that_of_every_completion() -> None:
    """Every set of classes, and the six indices, with lengths and without, over every completion."""
    draw, empty = random.Random(3), 0
    for _ in range(250):
        old, new, never, lengths = random_case(draw)
        every, asked = list(completions(old, new, never, lengths)), counts(old, new, never, lengths)
        if not every:
            empty += 1
            with pytest.raises(AssumptionError, match="some completion of both texts has these lengths"):
                asked.bound(["gained"])
            continue
        for chosen in SETS:
            numbers = [sum(one in chosen for one in classes) for classes in every]
            assert asked.bound(chosen) == (min(numbers), max(numbers)), (old, new, never, lengths, chosen)
        slow = [slow_indices(classes) for classes in every]
        for key, found in asked.indices().items():
            values = [one[key] for one in slow if one[key] is not None]
            assert (found.lower, found.upper) == (min(values, default=None), max(values, default=None))
            assert found.undefined == any(one[key] is None for one in slow)
    assert empty > 5


def test_every_number_between_the_ends_is_attained() -> None:
    """Without lengths every whole number between the ends of a count is one of some completion."""
    draw = random.Random(4)
    for _ in range(60):
        old, new, never, _ = random_case(draw)
        every, asked = list(completions(old, new, never, (None, None))), counts(old, new, never)
        for chosen in SETS:
            low, high = asked.bound(chosen)
            assert {sum(one in chosen for one in classes) for classes in every} == {*range(low, high + 1)}


def test_vectors_of_counts_are_those_that_meet_every_lower_end() -> None:
    """Six counts are attained together iff no set of classes has fewer areas than are certain to be in it."""
    old = [(0, 3), (1, 3), (0, 0), (0, 1), (1, 2)]
    new = [(1, 3), (0, 3), (0, 3), (0, 0), (2, 3)]
    asked = counts(old, new, False)
    every = {tuple(map(one.count, CLASSES)) for one in completions(old, new, False, (None, None))}
    # TP13 of the paper: 79 vectors, by enumeration.
    assert len(every) == 79
    least = {chosen: asked.bound(chosen)[0] for chosen in SETS}
    for vector in product(range(6), repeat=6):
        if sum(vector) == 5:
            named = dict(zip(CLASSES, vector, strict=True))
            meets = all(sum(named[one] for one in chosen) >= low for chosen, low in least.items())
            assert meets is (vector in every)


def test_lists_are_those_of_completions() -> None:
    """Reachable numbers (held, lost, gained) are those of the completions, with lengths and without."""
    draw = random.Random(5)
    for _ in range(150):
        old, new, never, lengths = random_case(draw)
        every = {
            (sum(one in HELD for one in classes), classes.count("lost"), classes.count("gained"))
            for classes in completions(old, new, never, lengths)
        }
        if every:
            asked = counts(old, new, never, lengths).lists()
            found = [(a, *two) for a, b, c in asked for two in zip(b.tolist(), c.tolist(), strict=True)]
            assert len(found) == len(set(found))
            assert set(found) == every


def test_a_list_that_never_shrinks_has_no_turnover() -> None:
    """Where depth never falls nothing is lost or weakened; all that changes is nestedness."""
    draw = random.Random(6)
    for _ in range(100):
        old, new, never, _ = random_case(draw)
        if not never:
            continue
        asked = counts(old, new, True)
        assert asked.bound(["lost", "weakened"]) == (0, 0)
        found = asked.indices()
        assert found["sim"].upper in (0, None)
        if not found["sim"].undefined:
            assert found["sne"] == found["sor"]


@pytest.mark.parametrize("key", INDICES)
def test_indices_are_those_of_betapart(key: str) -> None:
    """Each index of complete lists agrees with betapart, an R package of its authors."""
    for (one, other), value in BETAPART[key].items():
        old, new = ([(int(x), int(x)) for x in SITES[i]] for i in (one, other))
        found = counts(old, new, False).indices()[key]
        assert found.lower == found.upper == pytest.approx(value, abs=1e-12)
        assert not found.undefined


def test_what_settles_a_count() -> None:
    """Of every open area, which cell settles it: TP14 of the paper, every value of every cell put in."""
    old = [(0, 3), (1, 3), (0, 0), (0, 1), (1, 2)]
    new = [(1, 3), (0, 3), (0, 3), (0, 0), (2, 3)]
    found = reads(old, new, ["gained"])
    assert found == [Reads("always", "never", 1, 1), None, Reads("known", "always", 1, 1), None, None]


def test_what_settles_is_what_leaves_no_width() -> None:
    """Put in, a cell that settles always leaves one number, and two cells always do."""
    draw = random.Random(7)
    for _ in range(200):
        old, new, never, _ = random_case(draw, 1)
        chosen = draw.choice(SETS)
        (found,) = reads(old, new, chosen, never_falls=never)
        left: tuple[list[bool], list[bool]] = ([], [])
        possible = pairs(old, new, never)[0]
        for side in (0, 1):
            for value in sorted({pair[side] for pair in possible}):
                kinds = {class_of(*pair) in chosen for pair in possible if pair[side] == value}
                left[side].append(len(kinds) == 1)
        if len({class_of(*pair) in chosen for pair in possible}) == 1:
            assert found is None
            continue
        words = [
            "known" if len(one) == 1 else "always" if all(one) else "for some depths" if any(one) else "never"
            for one in left
        ]
        surely = any(word == "always" for word in words)
        perhaps = any(word in ("always", "for some depths") for word in words)
        assert found == Reads(words[0], words[1], 1 if surely else 2, 1 if perhaps else 2)


def test_lists_that_nothing_satisfies_are_refused() -> None:
    """TP12 of the paper: two old cells are at least 1, so the old list is no list of one area."""
    asked = counts([(1, 1), (1, 3), (0, 1)], [(0, 3)] * 3, False, ((1, 1), None))
    for ask in (lambda: asked.bound(["lost"]), asked.indices):
        with pytest.raises(AssumptionError, match="found an old list of 1 to 1; some completion"):
            ask()


def test_a_hundred_areas_are_gone_through_and_far_more_refused() -> None:
    """A hundred unknown areas have their bounds; of a thousand, lists are refused and counts are not."""
    asked = counts([(0, 3)] * 100, [(0, 3)] * 100, False, ((40, 40), (60, 60)))
    assert asked.bound(["gained"]) == (20, 60)
    assert asked.indices()["sor"] == (Fraction(20, 100), 1, False)
    large = counts([(0, 3)] * 1000, [(0, 3)] * 1000, False)
    assert large.bound(["gained"]) == (0, 1000)
    with pytest.raises(ParameterError, match="at most 50000000 numbers of areas"):
        large.indices()


def test_many_known_areas_are_no_burden() -> None:
    """Only what is open counts: five thousand areas that are known are gone through, and told exactly."""
    known = [(1, 1)] * 2500 + [(0, 0)] * 2500
    asked = counts([*known, (0, 1)], [*known[::-1], (0, 1)], False)
    found = asked.indices()["sor"]
    assert (found.lower, found.upper) == (Fraction(5000, 5002), 1)
