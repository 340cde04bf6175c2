"""Relations between indices, threads, and the scoring-free range."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np
import pytest
from engine import CATALOGUE, build, everything, settings_of, unequal_weights
from random_panels import random_cases, random_completion, wide_case
from twin import Case
from twin.completions import Profile

from chirograph.errors import ChirographError, UnknownIndicator

CLOSE = 1e-12
RELATIONS = [
    ("dice", {}, "jaccard", {}, lambda j: 2 * j / (1 + j)),
    ("braycurtis", {}, "ruzicka", {}, lambda r: 2 * r / (1 + r)),
    ("gower", {}, "s_absolute", {}, lambda s: (1 + s) / 2),
    ("tversky", {"alpha": 1.0, "beta": 1.0}, "jaccard", {}, lambda j: j),
    ("tversky", {"alpha": 0.5, "beta": 0.5}, "dice", {}, lambda d: d),
    ("tversky", {"alpha": 1.0, "beta": 0.0}, "containment", {}, lambda c: c),
]


def same(a: np.ndarray, b: np.ndarray) -> bool:
    """Equal up to rounding, undefined where the other is undefined."""
    return bool(np.allclose(a, b, rtol=0, atol=CLOSE, equal_nan=True))


def same_bytes(a: dict[str, np.ndarray], b: dict[str, np.ndarray]) -> bool:
    """The same arrays, bit for bit."""
    return {name: np.asarray(array).tobytes() for name, array in a.items()} == {
        name: np.asarray(array).tobytes() for name, array in b.items()
    }


def possible_cases(count: int, salt: int, **kinds: object):
    """Random panels that some completion satisfies."""
    for seed, case in random_cases(count, salt, **kinds):
        if next(case.completions(), None) is not None:
            yield seed, case


@pytest.mark.parametrize(("left", "at", "right", "where", "image"), RELATIONS)
def test_increasing_functions_carry_bounds_over(left, at, right, where, image):
    """Where one index is an increasing function of another, its bounds are the image of the other's."""
    for seed, case in possible_cases(150, salt=40):
        ours, theirs = build(case).overlap(left, at), build(case).overlap(right, where)
        both = ours["sharp"] & theirs["sharp"]
        for name in ("lower", "upper"):
            assert same(ours[name][both], image(theirs[name][both])), f"seed {seed}: {case!r}"
        assert np.array_equal(ours["undefined"][both], theirs["undefined"][both]), f"seed {seed}: {case!r}"


def test_on_binary_scales_graded_indices_are_their_binary_cousins():
    """With depths 0 and 1 only, Ruzicka is Jaccard, Bray-Curtis is Dice, the cosine is Ochiai."""
    for seed, case in possible_cases(300, salt=41):
        if case.top > 1:
            continue
        panel = build(case)
        for graded, binary in (("ruzicka", "jaccard"), ("braycurtis", "dice"), ("cosine", "ochiai")):
            ours, theirs = panel.overlap(graded, {}), panel.overlap(binary, {})
            both = ours["sharp"] & theirs["sharp"]
            for name in ("lower", "upper"):
                assert same(ours[name][both], theirs[name][both]), f"seed {seed}: {case!r}"


def scored_ruzicka(x: Profile, y: Profile, weights: tuple[int, ...], scores: list[int]) -> Fraction | None:
    """Ruzicka with depth d counting as scores[d]."""
    shared = either = 0
    for depth_x, depth_y, weight in zip(x, y, weights, strict=True):
        shared += weight * min(scores[depth_x], scores[depth_y])
        either += weight * max(scores[depth_x], scores[depth_y])
    return Fraction(shared, either) if either else None


def test_scoring_free_range_holds_every_increasing_scoring():
    """Ruzicka of any completion, under any increasing scores, lies in the scoring-free range."""
    rng = random.Random(42)
    for seed, case in possible_cases(200, salt=42, constrained=False):
        table = build(case).scoring_free()
        for _ in range(10):
            matrix = random_completion(rng, case)
            steps = [rng.choice([0, 1, 1, 2, 7, 100]) for _ in range(case.top)]
            scores = [sum(steps[:depth]) for depth in range(case.top + 1)]
            for p, q in ((0, 1), (1, 0)):
                value = scored_ruzicka(matrix[p], matrix[q], case.whole_weights(), scores)
                if value is not None:
                    told = f"seed {seed}: {case!r} {matrix} scores {scores}"
                    assert table["lower"][p, q] - CLOSE <= value <= table["upper"][p, q] + CLOSE, told


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_bits_do_not_depend_on_threads(key):
    """One, two and seven threads give the same bytes."""
    panels = [build(wide_case(43, columns=10, rows=9)), build(wide_case(44, columns=24, rows=7))]
    panels += [build(case) for _, case in possible_cases(10, salt=45) if not unequal_weights(case)]
    for panel in panels[0 if CATALOGUE[key]["traits"]["weighted"] else 2 :]:
        parameters = settings_of(key, panel.max_depth)[-1]
        alone = panel.overlap(key, parameters, threads=1)
        for threads in (2, 7):
            assert same_bytes(alone, panel.overlap(key, parameters, threads=threads))


def parted(whole: dict[str, np.ndarray], asked: np.ndarray) -> dict[str, np.ndarray]:
    """What is left of all pairs where only these are asked for."""
    kept = {name: whole[name] for name in ("lower", "upper", "inner_lower", "inner_upper")}
    kept = {name: np.where(asked, values, np.nan) for name, values in kept.items()}
    flags = {name: whole[name] for name in ("sharp", "undefined", "spent")}
    return kept | {name: np.where(asked, values, values.dtype.type(0)) for name, values in flags.items()}


def test_some_pairs_have_the_bits_of_all():
    """Asked for alone, pairs have the bits they have among all: any index, weights, constraints, threads."""
    for seed, case in possible_cases(60, salt=47, rows=5):
        rng, panel, size = np.random.default_rng(seed), build(case), len(case.lower)
        asked = rng.random((size, size)) < rng.choice([0.1, 0.5])
        for key, at in everything(case.top, unequal_weights(case), seed=seed):
            either = asked | asked.T if CATALOGUE[key]["traits"]["symmetric"] else asked
            for steps in (1, 10**6):
                whole = parted(panel.overlap(key, at, budget=steps), either)
                for threads in (1, 3):
                    part = panel.overlap(key, at, threads, steps, asked=asked)
                    assert same_bytes(whole, {name: part[name] for name in whole}), f"{key} {seed}: {case!r}"
        whole = parted(panel.scoring_free(), asked | asked.T)
        part = panel.scoring_free(asked=asked)
        assert same_bytes(whole, {name: part[name] for name in whole}), f"seed {seed}: {case!r}"


def test_a_choice_of_pairs_has_a_flag_for_each():
    """Flags of another shape are refused."""
    panel = build(next(possible_cases(1, salt=48))[1])
    for shape in ((1, 1), (panel.rows**2,), (panel.rows, panel.rows, 1)):
        with pytest.raises(ChirographError, match="one flag for every pair"):
            panel.overlap("jaccard", asked=np.ones(shape, dtype=bool))


def test_scoring_free_bits_do_not_depend_on_threads():
    """One, two and seven threads give the same bytes."""
    panel = build(wide_case(46, columns=40, rows=9))
    alone = panel.scoring_free(threads=1)
    for threads in (2, 7):
        assert same_bytes(alone, panel.scoring_free(threads=threads))


def test_python_threads_may_share_a_panel():
    """Eight threads asking one panel get what one gets, and an error in one does not disturb the others."""
    lower = ((0, 1, 2, 0, 3, 1), (1, 1, 0, 0, 3, 0), (0, 0, 0, 2, 1, 1))
    upper = ((3, 1, 2, 2, 3, 3), (1, 3, 0, 1, 3, 2), (0, 3, 1, 2, 1, 1))
    panel = build(Case(lower, upper, 3))
    tasks = [task for task in everything(3) for _ in range(3)]
    serial = [panel.overlap(key, parameters) for key, parameters in tasks]

    def ask(number: int):
        if number % 5 == 0:
            with pytest.raises(UnknownIndicator):
                panel.overlap("no_such_index", {})
        key, parameters = tasks[number]
        return panel.overlap(key, parameters, threads=1 + number % 2)

    with ThreadPoolExecutor(8) as pool:
        parallel = list(pool.map(ask, range(len(tasks))))
    for one, other in zip(serial, parallel, strict=True):
        assert same_bytes(one, other)


def test_wrong_questions_are_refused_in_words():
    """Unknown indices and parameters, and values out of range, raise errors that say what is wrong."""
    panel = build(Case(((0, 1), (1, 1)), ((1, 1), (1, 1)), 1))
    for key, parameters, word in (
        ("jacard", {}, "jaccard"),
        ("jaccard", {"treshold": 1.0}, "threshold"),
        ("jaccard", {"threshold": 2.0}, "threshold"),
        ("jaccard", {"threshold": 0.5}, "threshold"),
        ("cohen_kappa", {"weighting": 3.0}, "weighting"),
        ("tversky", {"alpha": -1.0}, "alpha"),
        ("tversky", {"alpha": float("nan")}, "alpha"),
    ):
        with pytest.raises(ChirographError, match=word):
            panel.overlap(key, parameters)
