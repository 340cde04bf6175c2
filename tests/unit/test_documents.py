"""The value of documents: against enumeration of every completion, reference values, and the real data."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from claims_edits import edition_1
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import chirograph as cg
from chirograph import _core
from chirograph.errors import AssumptionError, ParameterError, UnknownLabel

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "documents.json").read_text())
NATO = ["1?1??111??1????111??1???", "??11?11?11?????111??1???", "101001001011000111001010", "?" * 24]


def panel_of(rows: list[str], lengths: Any = None) -> cg.Panel:
    """Rows of 0, 1 and ? as a panel."""
    lower = [[int(cell == "1") for cell in row] for row in rows]
    upper = [[int(cell != "0") for cell in row] for row in rows]
    panel = cg.Panel(lower, upper, max_depth=1)
    if lengths:
        panel = panel.constrain(list_length={f"P{i + 1}": tuple(ends) for i, ends in enumerate(lengths)})
    return panel


def value(panel: cg.Panel, cells: list[tuple[int, int]], prior: Any) -> cg.DocumentValue:  # type: ignore[name-defined]
    """What a document that owns these cells can settle."""
    owned = [(panel.rows[i], panel.columns[j]) for i, j in cells]
    return panel.value_of_documents(documents={"d": owned}, prior=prior, together=1)[0]


class Twin:
    """The same by definition: every completion of the document, and of the rest under each of them."""

    def __init__(self, panel: cg.Panel, cells: list[tuple[int, int]], lengths: Any = None) -> None:
        unknown = np.argwhere(panel.lower < panel.upper).tolist()
        self.told = [tuple(cell) for cell in unknown if tuple(cell) in set(cells)]
        rest = [tuple(cell) for cell in unknown if tuple(cell) not in set(cells)]
        self.rows: list[tuple[tuple[int, ...], int, int, float]] = []
        for says in product((0, 1), repeat=len(self.told)):
            filled = []
            for more in product((0, 1), repeat=len(rest)):
                done = panel.lower.astype(int)
                for (i, j), depth in zip([*self.told, *rest], [*says, *more], strict=True):
                    done[i, j] = depth
                fits = lengths is None or all(
                    low <= row.sum() <= high for row, (low, high) in zip(done, lengths, strict=True)
                )
                if fits:
                    filled.append(done)
            if filled:
                self.rows.append((says, *self.settled(filled)))

    @staticmethod
    def settled(filled: list[NDArray[np.int64]]) -> tuple[int, int, float]:
        """Settled, never reversed, and the width of all ranges, over some completions."""
        pairs = list(combinations(range(len(filled[0])), 2))
        values: list[list[Fraction | None]] = []
        for done in filled:
            union = [int((done[p] | done[q]).sum()) for p, q in pairs]
            both = [int((done[p] & done[q]).sum()) for p, q in pairs]
            values.append([Fraction(a, b) if b else None for a, b in zip(both, union, strict=True)])
        settled = certain = 0
        for e, f in combinations(range(len(pairs)), 2):
            signs = {(x[e] > x[f]) - (x[e] < x[f]) for x in values if x[e] is not None and x[f] is not None}  # type: ignore[operator]
            settled += len(signs) == 1
            certain += bool(signs) and not {-1, 1} <= signs
        width = 0.0
        for e in range(len(pairs)):
            held = [x[e] for x in values if x[e] is not None]
            width += float(max(held) - min(held)) if held else 0.0  # type: ignore[operator,type-var]
        return settled, certain, width

    def expected(self, chance: NDArray[np.float64]) -> float:
        """Settled comparisons under a chance for each cell, given that the lists fit."""
        weights = []
        for says, *_ in self.rows:
            told = zip(self.told, says, strict=True)
            weights.append(math.prod(chance[cell] if depth else 1 - chance[cell] for cell, depth in told))
        return float(np.average([row[1] for row in self.rows], weights=weights))


def held_against(found: Any, twin: Twin, chances: list[NDArray[np.float64]]) -> None:
    """Every number of a value is that of the twin."""
    settled, certain, width = zip(*(row[1:] for row in twin.rows), strict=True)
    assert found.worst == (min(settled), min(settled))
    assert found.best == (max(settled), max(settled))
    assert found.worst_certain == (min(certain), min(certain))
    assert found.best_certain == (max(certain), max(certain))
    assert found.least_width == pytest.approx((min(width), min(width)), abs=1e-12)
    assert found.most_width == pytest.approx((max(width), max(width)), abs=1e-12)
    assert found.expected == pytest.approx([twin.expected(chance) for chance in chances], abs=1e-12)
    assert set(found.error) <= {0.0}


@pytest.mark.parametrize("seed", range(40))
def test_a_document_is_worth_what_enumeration_says(seed: int) -> None:
    """Any cells of any rows: worst, best, both counts, widths and expectations are those of enumeration."""
    rng = np.random.default_rng(seed)
    rows, areas = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    text = ["".join(rng.choice(list("01?"), areas, p=[0.25, 0.3, 0.45])) for _ in range(rows)]
    unknown = [(i, j) for i in range(rows) for j in range(areas) if text[i][j] == "?"]
    if len(unknown) > 9:
        for i, j in unknown[9:]:
            text[i] = text[i][:j] + "1" + text[i][j + 1 :]
    unknown = unknown[:9]
    cells = [cell for cell in unknown if rng.random() < 0.6]
    lengths = None
    if seed % 3 == 0:
        lengths = [(row.count("1"), row.count("1") + max(0, row.count("?") - 1)) for row in text]
    panel = panel_of(text, lengths)
    chances = [np.full((rows, areas), 0.3), rng.uniform(0.1, 0.9, (rows, areas))]
    held_against(value(panel, cells, [0.3, chances[1]]), Twin(panel, cells, lengths), chances)


@pytest.mark.parametrize("case", REFERENCE, ids=lambda case: case["id"])
def test_reference_values(case: dict[str, Any]) -> None:
    """Values made by enumerating every completion, or bit masks on the real data; how stands beside each."""
    given, expected = case["input"], case["expected"]
    panel = panel_of(given["rows"], given["list_length"])
    if "document_rows" in given:
        rows = [given["row_names"].index(name) for name in given["document_rows"]]
        cells = [(i, j) for i in rows for j in range(len(given["rows"][0]))]
    else:
        cells = [tuple(cell) for cell in given["document_cells"]]
    priors = [np.array(prior) if isinstance(prior, list) else prior for prior in given["priors"]]
    found = value(panel, cells, priors)
    assert (found.worst[0], found.best[0]) == (expected["settled_worst"], expected["settled_best"])
    assert found.exact
    assert found.worst_certain[0] == expected["never_reversed_worst"]
    assert found.best_certain[0] == expected["never_reversed_best"]
    assert found.expected == pytest.approx(expected["settled_expected"], abs=1e-7)
    told = [one for one in expected["width_least"] if one is not None and one == one]
    assert [one[2] for one in found.widths] == pytest.approx(told, abs=1e-8)
    told = [one for one in expected["width_greatest"] if one is not None and one == one]
    assert [one[3] for one in found.widths] == pytest.approx(told, abs=1e-8)


#: The value of documents for nato-ip4 with nine titles of Japan read (strict, presence, Jaccard):
#: worst, best, expected.
TABLE = {
    "NZL": (0, 12, (3.81, 1.58, 0.64, 0.60)),
    "AUS": (0, 2, (0.01, 0.01, 0.02, 0.06)),
    "JPN": (0, 2, (0.00, 0.01, 0.03, 0.00)),
    "AUS and JPN": (3, 4, (3.00, 3.00, 3.00, 3.00)),
    "AUS and NZL": (3, 14, (7.78, 4.83, 3.87, 4.12)),
    "JPN and NZL": (3, 14, (7.89, 5.03, 3.94, 4.19)),
    "AUS and JPN and NZL": (15, 15, (15.0, 15.0, 15.0, 15.0)),
}


def test_the_real_documents_settle_what_the_table_says() -> None:
    """Reference: enumeration on counts, checked against bit masks over every completion of two lists."""
    found = edition_1().panel().value_of_documents(prior=[0.3, 0.5, 0.7, "pooled"], together=3)
    assert (found.settled, found.total, found.exact) == (0, 15, True)
    assert found.width == pytest.approx(4.7152, abs=1e-4)
    assert len(found) == len(TABLE)
    for one in found:
        worst, best, expected = TABLE[" and ".join(sorted(one.documents))]
        assert (one.worst, one.best) == ((worst, worst), (best, best))
        assert one.expected == pytest.approx(expected, abs=6e-3)
    assert found[0].documents == ("NZL",)
    assert found["NZL"].least_width[0] == pytest.approx(1.715, abs=1e-3)


def test_a_mixture_of_two_rows_is_drawn_within_its_error() -> None:
    """Two documents under the default prior: the mean of other draws agrees within the errors."""
    rows = ["1?1??1", "??11?1", "101001", "0?1??0"]
    found = panel_of(rows).value_of_documents(prior=[cg.Prior.mixture(shares=[0.5]), "mixture"], together=2)
    several = [one for one in found if len(one.documents) == 2]
    assert any(one.error[1] > 0 for one in several) or all(one.worst == one.best for one in several)
    for one in several:
        engine_says = one.expected[1]
        again = panel_of(rows).value_of_documents(prior="mixture", together=2, seed=7)[one.name]
        spread = math.hypot(one.error[1], again.error[0])
        assert abs(engine_says - again.expected[0]) <= 5 * spread + 1e-12


def test_scenarios_are_told_beside_documents() -> None:
    """The four described topics as New Zealand's list settle five orders; lists of others more."""
    four = {"P4": ["A2", "A3", "A9", "A18"]}
    described = {"P1": [f"A{j + 1}" for j, cell in enumerate("101001110010000111001000") if cell == "1"]}
    told = {"four": four, "both": {**four, **described}}
    found = panel_of(NATO).value_of_documents(prior=(), together=1, scenarios=told)
    assert [(one.name, one.worst, one.best, one.scenario) for one in found][-2:] == [
        ("four", (5, 5), (5, 5), True), ("both", (10, 10), (10, 10), True)
    ]  # fmt: skip
    assert found["four"].worst_certain == (6, 6)
    with pytest.raises(AssumptionError, match="row P3, area A2"):
        panel_of(NATO).value_of_documents(scenarios={"no": {("P3", "A2"): 1}}, prior=())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("01?", min_size=5, max_size=5), min_size=3, max_size=4), st.floats(0.05, 0.95))
def test_expectations_lie_between_the_ends(rows: list[str], chance: float) -> None:
    """Whatever the cells: worst, expectation, best are in order, and more documents settle no less."""
    found = panel_of(rows).value_of_documents(prior=[chance, "mixture"], draws=200)
    singles = {one.documents[0]: one for one in found if len(one.documents) == 1}
    for one in found:
        assert found.settled <= one.worst[0] <= one.best[0] <= found.total
        for mean in one.expected:
            assert one.worst[0] - 1e-9 <= mean <= one.best[0] + 1e-9
        for name in one.documents:
            assert singles[name].worst[0] <= one.worst[0]
            assert singles[name].expected[0] <= one.expected[0] + 1e-9


def test_digits_do_not_depend_on_threads() -> None:
    """One, two and seven threads give the same bits of every number."""
    content = panel_of(NATO).content
    owned = np.ascontiguousarray((content.lower < content.upper) & (np.arange(4) % 3 == 0)[:, None])
    present = np.random.default_rng(1).uniform(0, 1, (1, 4, 24))
    found = []
    for threads in (1, 2, 7):
        document = _core.Document(content.engine(), "jaccard", {}, owned[:, :], 1e9, threads)
        chance, ends = document.chance(np.ones(1), present, True), document.ends()
        drawn = document.sampled(np.random.default_rng(2).random((300, 4, 24)) < 0.5)
        told = [ends["worst"], ends["best"], drawn["counts"].tolist()]
        found.append([*told, *(chance[name].tolist() for name in ("settled", "counts"))])
    assert found[0] == found[1] == found[2]


def test_too_many_completions_are_certified_and_not_guessed() -> None:
    """With few steps the ends are two numbers, and the exact end lies between them."""
    content = panel_of(NATO).content
    owned = content.lower < content.upper
    owned[1:3] = False
    exact = _core.Document(content.engine(), "jaccard", {}, np.ascontiguousarray(owned), 1e9, 2).ends()
    rough = _core.Document(content.engine(), "jaccard", {}, np.ascontiguousarray(owned), 4e7, 2).ends()
    assert exact["worst"][0] == exact["worst"][1]
    assert exact["best"][0] == exact["best"][1]
    assert rough["best"][0] > rough["best"][1]
    assert rough["worst"][0] <= exact["worst"][0] <= rough["worst"][1]
    assert rough["best"][1] <= exact["best"][0] <= rough["best"][0]
    assert rough["best"][0] - rough["best"][1] <= 3


@pytest.mark.parametrize("key", ["ruzicka", "ochiai"])
def test_other_indices_are_tried_one_by_one(key: str) -> None:
    """Few completions are all tried, which is exact; of many some are, and the ends say what is proven."""
    panel = cg.Panel([[2, 0, 0], [1, 0, 0], [0, 0, 0]], [[2, 2, 1], [1, 2, 1], [2, 1, 0]], max_depth=2)
    found = panel.value_of_documents(key, prior=0.5, together=1)
    third = found["P3"]
    settled = []
    for first, second in product(range(3), range(2)):
        lower, upper = np.array(panel.lower), np.array(panel.upper)
        lower[2, :2] = upper[2, :2] = first, second
        settled.append(cg.Panel(lower, upper, max_depth=2).overlap(key).order().settled)
    assert (third.worst, third.best) == ((min(settled),) * 2, (max(settled),) * 2)
    assert not found.exact
    many = cg.Panel(np.zeros((3, 4), int), np.full((3, 4), 3))
    wide = many.value_of_documents(key, prior=0.5, together=1, draws=3)
    assert all(one.worst[0] <= one.worst[1] <= one.best[1] <= one.best[0] for one in wide)


def test_single_cells_are_worth_what_they_narrow() -> None:
    """Cells of like columns stand together; what is narrowed is what two panels differ by."""
    panel = panel_of(NATO)
    table = panel.next_to_learn(k=100)
    assert sum(table["cells"]) == 14 + 14 + 24
    assert table["row"][0] == "P4"
    before = sum(pair.upper - pair.lower for pair in panel.overlap("jaccard"))
    for line in list(table)[:3]:
        left = []
        for depth in (0, 1):
            lower, upper = np.array(panel.lower), np.array(panel.upper)
            at = panel.rows.index(line["row"]), panel.columns.index(line["areas"].split(", ")[0])
            lower[at] = upper[at] = depth
            filled = cg.Panel(lower, upper, max_depth=1).overlap("jaccard")
            left.append(sum(pair.upper - pair.lower for pair in filled))
        assert line["least_narrowed"] == pytest.approx(before - max(left), abs=1e-9)
        assert line["most_narrowed"] == pytest.approx(before - min(left), abs=1e-9)
    pair = panel.next_to_learn(pair=("P1", "P2"))
    assert set(pair["row"][:2]) <= {"P1", "P2"}


def test_what_turns_out_to_have_no_value_proves_nothing() -> None:
    """An order whose pair may become 0/0 proves no worst case: nothing tried is below what is proven."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        lower = rng.integers(0, 2, (3, 4)) * (rng.random((3, 4)) < 0.4)
        upper = np.where(rng.random((3, 4)) < 0.8, 3, lower)
        found = cg.Panel(lower, upper).value_of_documents("ruzicka", prior=0.5, draws=6, together=1)
        for one in found:
            assert one.worst[0] <= one.worst[1] <= one.best[1] <= one.best[0]
            assert one.worst_certain[0] <= one.worst_certain[1]


def test_a_cell_of_depth_is_worth_all_its_depths() -> None:
    """What is narrowed least and most is over every depth that the cell may have, not over its ends alone."""
    panel = cg.Panel([[0, 2, 1], [2, 0, 3]], [[3, 2, 1], [2, 0, 3]])
    (line,) = panel.next_to_learn("tau_b")
    before = panel.overlap("tau_b")["P1", "P2"]
    left = []
    for depth in range(4):
        filled = cg.Panel([[depth, 2, 1], [2, 0, 3]]).overlap("tau_b")["P1", "P2"]
        left.append(0.0 if math.isnan(filled.lower) else filled.upper - filled.lower)
    assert line["most_narrowed"] == pytest.approx(before.upper - before.lower - min(left))


def test_priors_of_one_name_are_told_apart() -> None:
    """Two mixtures have a column each."""
    found = panel_of(["1?", "??", "01"]).value_of_documents(prior=["mixture", cg.Prior.mixture(tau=0.1)])
    assert found.priors == ("mixture", "mixture (2)")
    assert {"expected_mixture", "expected_mixture (2)"} <= set(found.table().columns)


def test_what_is_asked_wrongly_is_refused() -> None:
    """Each wrong argument with its place, and labels with near names."""
    panel = panel_of(["1?", "??", "01"])
    with pytest.raises(ParameterError, match="together"):
        panel.value_of_documents(together=4)
    with pytest.raises(ParameterError, match="k"):
        panel.value_of_documents(k=0)
    with pytest.raises(UnknownLabel, match="P9"):
        panel.value_of_documents(documents={"d": ["P9"]})
    with pytest.raises(AssumptionError, match="a document is rows and cells"):
        panel.value_of_documents(documents={"d": [3]})
    for wrong, says in (({("P1", "A2"): 300}, "0 to 1"), ({"P1": 5}, "a list of areas")):
        with pytest.raises(AssumptionError, match=says):
            panel.value_of_documents(scenarios={"a": wrong})
    with pytest.raises(ParameterError, match="seed"):
        panel.value_of_documents(seed=-1)
    with pytest.raises(ParameterError, match="at least 2"):
        panel.value_of_documents(draws=1)
    with pytest.raises(AssumptionError, match="prior"):
        panel.value_of_documents(prior="sure")
    with pytest.raises(ParameterError, match="pair"):
        panel.next_to_learn(pair=("P1",))


def test_a_value_comes_back_from_plain_data() -> None:
    """What to_json writes from_json reads, and a wrong field is named with its place."""
    found = panel_of(["1?", "??", "01"]).value_of_documents()
    assert cg.DocumentValues.from_json(found.to_json()) == found
    wrong = found.to_dict()
    wrong["values"][0]["cells"] = "many"
    with pytest.raises(cg.errors.DataError, match="values 0, cells"):
        cg.DocumentValues.from_dict(wrong)
    assert found.replay().equal
    assert "cells of one's own" in repr(found.replay())
    with pytest.raises(ParameterError, match="ask again"):
        cg.DocumentValues.from_json(found.to_json()).replay()
    assert found.table().columns[0] == "documents"
    assert "would settle" in found.explain()
    assert "Expectations stand under their prior" in repr(found)
    assert "<table" in found._repr_html_()
