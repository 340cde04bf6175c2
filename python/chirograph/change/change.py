"""What changed between versions of programmes: one step for each earlier programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told, finite
from chirograph.cells.labels import matched
from chirograph.change.step import SHOWN, ChangeStep, fallen
from chirograph.change.words import index_text, plain_index, span_text

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult

__all__ = ["Change"]

_HEAD = (
    "old", "new", "kept", "deepened", "gained", "lost", "weakened", "not comparable", "turnover",
    "nestedness",
)  # fmt: skip
#: Indices that stand in a table, with the word for each.
_INDICES = {"turnover": "sim", "nestedness": "sne", "dissimilarity": "sor"}


@public
@dataclass(frozen=True, repr=False)
class Change(Told):
    """What changed between versions of programmes; made by ``Dataset.change``.

    Attributes
    ----------
    steps : tuple of ChangeStep
        Partner by partner, of each the latest predecessor first.
    data : mapping
        What was read: id, version, SHA-256 and more.
    assumptions : tuple of str
        What the answer stands under.

    Notes
    -----
    A change is told only where it holds whatever the rest of both texts says. Of an area whose old cell is
    wholly unknown nothing can be compared: it stays in every bound, and is counted beside with its reason.

    Examples
    --------
    >>> import chirograph as cg
    >>> change = cg.load("nato-ip4").change("KOR")
    >>> len(change), change["KOR", "IPCP-KOR-2017"].bound("gained")
    (3, (6, 6))
    """

    steps: tuple[ChangeStep, ...]
    data: Mapping[str, str]
    assumptions: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[ChangeStep]:
        return iter(self.steps)

    def __getitem__(self, which: int | str | tuple[str, str]) -> ChangeStep:
        """By number, by the old programme, or by partner and old programme.

        Raises
        ------
        UnknownLabel
            When there is no such step, with near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").change()["IPCP-JPN-2020"].areas_in("held")
        ('A03', 'A10', 'A11', 'A15', 'A18', 'A21')
        """
        if isinstance(which, int) and not isinstance(which, bool) and -len(self) <= which < len(self):
            return self.steps[which]
        parts = which if isinstance(which, tuple) else (which,)
        own = self.steps
        if len(parts) == 2:
            (partner,) = matched(parts[:1], [step.partner for step in own], "change", "this partner")
            own = tuple(step for step in own if step.partner == partner)
        names = [step.old for step in own]
        (old,) = matched([parts[-1] if len(parts) <= 2 else which], names, "change", "this old programme")
        return own[names.index(old)]

    def sentences(self) -> tuple[str, ...]:
        """What is certain of every step, the most settled first; then whether depth may never fall.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.load("nato-ip4").change("KOR").sentences()
        >>> found[0][:58]
        'Republic of Korea, 2017 to 2023: 6 areas gained, 1 lost, 5'
        >>> print(found[-1])
        That depth never falls cannot be assumed of all of these: A15 in IPCP-KOR-2017 is at least 1 and in \
ITPP-KOR-2023 at most 0; A14 in IPCP-KOR-2012 is at least 1 and in ITPP-KOR-2023 at most 0.
        """
        if not self.steps:
            return ("No programme asked about has an earlier version: there is no change to tell.",)
        told = [step.sentence() for step in sorted(self.steps, key=lambda step: step.unsettled)]
        return (*told, *self._on_falling())

    def _on_falling(self) -> tuple[str, ...]:
        """What the cells say to the assumption that depth never falls, where it is not made."""
        if any(step.never_falls for step in self.steps):
            return ()
        against = [fault.value for step in self.steps for fault in fallen(step)]
        if against:
            return (f"That depth never falls cannot be assumed of all of these: {'; '.join(against)}.",)
        return ("That depth never falls contradicts nothing here; never_falls=True assumes it.",)

    def explain(self) -> str:
        """The sentences, one a line, and what they stand under.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").change("NZL").explain().splitlines()[0][:51])
        Nothing is certain of New Zealand, 2012 to 2024: no
        """
        return "\n".join([*self.sentences(), " ".join(self.assumptions)])

    def table(self) -> Table:
        """One row a step; of every count the least and the most, of every index both ends.

        Returns
        -------
        Table
            Columns partner, old, new; of kept, deepened and so on, held and absent the least and the most
            number of areas; not_comparable, because (areas of the old text of which nothing is known, and
            why), new_unknown; of turnover (beta_sim), nestedness (beta_sne) and dissimilarity (beta_sor) both
            ends, None where they are never defined, and whether they may be undefined.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").change("KOR").table()["gained_least"]
        (0, 6, 0)
        """
        rows = []
        for step in self.steps:
            row: dict[str, Any] = {"partner": step.partner, "old": step.old, "new": step.new}
            for name in SHOWN:
                row[f"{name}_least"], row[f"{name}_most"] = step.bound(name)
            row["not_comparable"] = sum(step.not_comparable.values())
            row["because"] = "; ".join(step.not_comparable)
            row["new_unknown"] = sum(step.new_unknown.values())
            for name, key in _INDICES.items():
                told = plain_index(step.index(key))
                row |= {f"{name}_{end}": value for end, value in told.items()}
            rows.append(row)
        counts = [f"{name}_{end}" for name in SHOWN for end in ("least", "most")]
        ends = [f"{name}_{end}" for name in _INDICES for end in ("lower", "upper", "undefined")]
        columns = ["partner", "old", "new", *counts, "not_comparable", "because", "new_unknown", *ends]
        return Table.from_records(rows, columns, minor=(*ends[::-1], "new_unknown", "because"))

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").change("KOR").to_dict())
        ['kind', 'sentences', 'steps', 'data', 'assumptions']
        """
        told: dict[str, Any] = {
            "kind": "change", "sentences": self.sentences(), "steps": [step.to_dict() for step in self.steps],
            "data": dict(self.data), "assumptions": self.assumptions,
        }  # fmt: skip
        plain: dict[str, Any] = finite(told)
        return plain

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """Every step as a row of areas gained, lost and so on, see :func:`chirograph.plots.turnover`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").change("KOR").plot().data()["gained_least"]
        (0, 6, 0)
        """
        return draw("turnover", self, ax, **options)

    def _lines(self) -> list[list[str]]:
        return [
            [
                step.old, step.new, *(span_text(*step.bound(name)) for name in _HEAD[2:7]),
                str(sum(step.not_comparable.values())),
                *(index_text(step.index(_INDICES[name])) for name in _HEAD[8:]),
            ]
            for step in self.steps
        ]  # fmt: skip

    def _remarks(self) -> str:
        """What the columns mean that do not say it themselves."""
        if not self.steps:
            return ""
        told = ["Not comparable: areas of the old text of which nothing is known; they count in every range."]
        if any(step.index("sim").undefined for step in self.steps):
            told.append("*: no value where a list is empty, which is possible; the range leaves that out.")
        return " ".join(told)

    def __repr__(self) -> str:
        table = html.columns_of_text(_HEAD, self._lines()) if self.steps else []
        lines = [*self.sentences(), *table, self._remarks(), " ".join(self.assumptions)]
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        rows = [[html.escape(cell) for cell in line] for line in self._lines()]
        numeric = [False, False, *([True] * (len(_HEAD) - 2))]
        parts = [html.paragraph(sentence) for sentence in self.sentences()]
        parts += [html.table(_HEAD, rows, "What changed", numeric)] if rows else []
        return html.page(*parts, html.paragraph(f"{self._remarks()} {' '.join(self.assumptions)}".strip()))
