"""The profile of a programme: orientation, depth, concentration, and how much of it is public."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from chirograph import _frames, _interop_text, _markup
from chirograph._dataset_panel import Lengths
from chirograph._edtf import day_of
from chirograph._interop_bounds import PARAMETERS, Asker
from chirograph._interop_model import Builder
from chirograph._interop_parts import Settings
from chirograph.errors import UnknownLabel, unknown
from chirograph.interoperability import Answers, _plain

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel

__all__ = ["Profile", "profile"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Profile:
    """Shares of every programme with their bounds; made by :meth:`chirograph.Dataset.profile`.

    Parameters
    ----------
    panel : Panel
        Programmes by areas.
    rows : tuple of Answers
        One per programme.

    Notes
    -----
    A share is sum w [x >= t, i in set] / sum w [x >= t] over the areas i of a programme with depths x, a
    ratio bounded exactly by Theorem 1, under list lengths too. Concentration is exact by dynamic programming
    over groups. The share that is public is a fact about the record, not an estimate.

    Examples
    --------
    >>> import chirograph as cg
    >>> profile = cg.load("nato-ip4").profile()
    >>> profile["KOR"]["dialogue_share"].text
    '[0.091, 0.091]'
    """

    panel: Panel
    rows: tuple[Answers, ...]

    def __getitem__(self, partner: str) -> Answers:
        """The shares of one programme.

        Raises
        ------
        UnknownLabel
            With near names.
        """
        for answers in self.rows:
            if answers.subject == (partner,):
                return answers
        raise UnknownLabel(unknown("partner", partner, self.panel.rows, "this partner"))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which the bounds hold."""
        return self.panel.assumptions

    def to_frame(self) -> Any:
        """One row per programme, indicator and parameter.

        Returns
        -------
        frame
            Columns subject, key, title, rho, dimension, m, practice, threshold, set, depth, prerequisites,
            lower, upper, sharp_lower, sharp_upper, undefined. pandas when it is installed, else a `Table`.

        Examples
        --------
        >>> import chirograph as cg
        >>> profile = cg.load("nato-ip4").profile()
        >>> list(profile.to_frame().columns)[:2]
        ['subject', 'key']
        """
        records = [
            {"title": bound.title, **bound.to_record()} for answers in self.rows for bound in answers.bounds
        ]
        return _frames.build({name: [record[name] for record in records] for name in _COLUMNS}, None)

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; undefined values as None.

        Examples
        --------
        >>> import chirograph as cg
        >>> profile = cg.load("nato-ip4").profile()
        >>> profile.to_dict()["kind"]
        'profile'
        """
        bounds = [bound for answers in self.rows for bound in answers.bounds]
        return {
            "kind": "profile",
            "bounds": [_plain(bound.to_record()) for bound in bounds],
            "assumptions": list(self.assumptions),
        }

    def to_json(self) -> str:
        """`to_dict` as JSON text: finite numbers, text or null.

        Examples
        --------
        >>> import chirograph as cg
        >>> profile = cg.load("nato-ip4").profile()
        >>> profile.to_json()[:18]
        '{"kind": "profile"'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    def _lines(self) -> tuple[list[str], list[list[str]]]:
        """A line per indicator, a column per programme."""
        head = ["", *(answers.subject[0] for answers in self.rows)]
        body = [
            [bounds[0].label, *(_interop_text._words(bound) for bound in bounds)]
            for bounds in zip(*(answers.bounds for answers in self.rows), strict=True)
        ]
        return head, body

    def __repr__(self) -> str:
        return "\n".join([*_markup.columns_of_text(*self._lines()), " ".join(self.assumptions)])

    def _repr_html_(self) -> str:
        head, body = self._lines()
        cells = ([_markup.escape(cell) for cell in row] for row in body)
        return _markup.page(
            _markup.table(head, cells, "Profile of every programme"),
            _markup.paragraph(" ".join(self.assumptions)),
        )


_COLUMNS = (
    "subject", "key", "title", *PARAMETERS, "lower", "upper", "sharp_lower", "sharp_upper", "undefined",
)  # fmt: skip


def profile(
    dataset: Dataset,
    kind: str | None,
    as_of: str | date | int | None,
    evidence: str | None,
    list_length: Lengths,
) -> Profile:
    """Every profile indicator of the engine's table for every programme; see `Dataset.profile`.

    Examples
    --------
    >>> import chirograph as cg
    >>> from chirograph.profile import profile
    >>> len(profile(cg.load("nato-ip4"), None, None, None, None).rows)
    4
    """
    panel = dataset.panel(kind, as_of, evidence, list_length)
    day = day_of(dataset.as_of if as_of is None else as_of)
    asker = Asker(Builder(dataset, panel, day, Settings()).build())
    return Profile(panel, tuple(Answers((row,), asker.programme(row, of_hub=False)) for row in panel.rows))
