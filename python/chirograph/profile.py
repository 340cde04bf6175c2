"""The profile of a programme: orientation, depth, concentration, and how much of it the record settles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from chirograph import _profile_text
from chirograph.base import frames
from chirograph.base.dates import day_of
from chirograph.base.public import public
from chirograph.catalogue import indicators as catalogue
from chirograph.errors import UnknownLabel, unknown
from chirograph.interop.bounds import PARAMETERS, Asker, Bound, asks_the_record, profile_rows
from chirograph.interop.build import build_profile
from chirograph.interop.model import Settings
from chirograph.interoperability import Answers, _plain
from chirograph.records.coding import Lengths, chosen_programmes

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel

__all__ = ["Profile", "profile"]


@public
@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """Shares of every programme with their bounds; made by :meth:`chirograph.Dataset.profile`.

    They are shares of what a programme says, not of what was achieved. Frozen, and equal to another by
    content.

    Parameters
    ----------
    panel : Panel
        Programmes by areas.
    rows : tuple of Answers
        One per programme.
    texts : tuple of str
        Per programme, what of its text is public.
    scale : tuple of str
        Names of the depths, from 0 on.
    notes : tuple of str
        Sentences on what the codebook leaves out.

    Notes
    -----
    A share is sum w [x >= t, i in set] / sum w [x >= t] over the areas i of a programme with depths x, a
    ratio bounded exactly by Theorem 1, under list lengths too. Concentration is exact by dynamic programming
    over groups. The areas that the public record settles are counted before any assumption: what is
    published does not change with what is assumed.

    Examples
    --------
    >>> import chirograph as cg
    >>> profile = cg.load("nato-ip4").profile()
    >>> profile["KOR"]["dialogue_share"].text
    '[0.091, 0.091]'
    >>> profile.texts[1]
    'open edition'
    """

    panel: Panel
    rows: tuple[Answers, ...]
    texts: tuple[str, ...]
    scale: tuple[str, ...]
    notes: tuple[str, ...] = ()

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
        return (*self.panel.assumptions, *self.notes)

    def explain(self, partner: str) -> str:
        """One programme in words: what is public, its shares, the open areas and what settles them.

        Parameters
        ----------
        partner : str
            Whose programme.

        Returns
        -------
        str

        Raises
        ------
        UnknownLabel
            With near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").profile().explain("KOR").splitlines()[2])
        The public record settles the depth of 13 of 24 areas and the presence of 24.
        """
        return _profile_text.explain(self, self[partner])

    def to_frame(self) -> Any:
        """One row per programme, indicator and parameter.

        Returns
        -------
        frame
            Columns subject, key, title, rho, dimension, m, practice, threshold, set, depth, prerequisites,
            lower, upper, sharp_lower, sharp_upper, undefined, witness_lower, witness_upper (areas with their
            depths, those at 0 left out), measures. pandas when it is installed, else a `Table`.

        Examples
        --------
        >>> import chirograph as cg
        >>> len(cg.load("nato-ip4").profile().to_frame())
        60
        """
        records = [
            {
                "title": bound.title,
                **bound.to_record(),
                **_profile_text.witnesses(bound),
                "measures": answers.measures,
            }
            for answers in self.rows
            for bound in answers.bounds
        ]
        return frames.build({name: [record[name] for record in records] for name in _COLUMNS}, None)

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; undefined values as None; witnesses as depths by area.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").profile().to_dict()["texts"]["NZL"]
        'none found'
        """
        return {
            "kind": "profile",
            "measures": _profile_text.MEASURES,
            "texts": dict(zip(self.panel.rows, self.texts, strict=True)),
            "bounds": [self._bound(bound) for answers in self.rows for bound in answers.bounds],
            "assumptions": list(self.assumptions),
        }

    def _bound(self, bound: Bound) -> dict[str, Any]:
        found = {"witness_lower": bound.witness_lower, "witness_upper": bound.witness_upper}
        depths = {
            name: dict(witness.depths[bound.subject[0]])
            for name, witness in found.items()
            if witness is not None
        }
        return {**_plain(bound.to_record()), **depths}

    def to_json(self) -> str:
        """`to_dict` as JSON text: finite numbers, text or null.

        Examples
        --------
        >>> import chirograph as cg, json
        >>> json.loads(cg.load("nato-ip4").profile().to_json())["kind"]
        'profile'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """The shares of every programme as ranges, see `chirograph.plots.profile`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").profile().plot().data().columns[:2]
        ('partner', 'share')
        """
        from chirograph import plots

        return plots.profile(self, ax=ax, **options)

    def __repr__(self) -> str:
        return _profile_text.text(self)

    def _repr_html_(self) -> str:
        return _profile_text.markup(self)


_COLUMNS = (
    "subject", "key", "title", *PARAMETERS, "lower", "upper", "sharp_lower", "sharp_upper", "undefined",
    "witness_lower", "witness_upper", "measures",
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
    asker = Asker(build_profile(dataset, panel, day, Settings()))
    record = asker
    if dataset.assumed:
        plain = type(dataset)(replace(dataset.records, assumed=()))
        bare = plain.panel(kind, as_of, evidence, list_length)
        record = Asker(build_profile(plain, bare, day, Settings()))
    chosen = chosen_programmes(dataset.records, kind, as_of)[2]
    book = dataset.records.data["codebook"]
    rows = tuple(Answers((row,), _bounds(asker, record, row), _profile_text.MEASURES) for row in panel.rows)
    return Profile(
        panel,
        rows,
        tuple(_published(item.programme) for item in chosen),
        tuple(str(step["name"]) for step in sorted(book["scale"], key=lambda step: int(step["depth"]))),
        _left_out(rows),
    )


def _left_out(rows: tuple[Answers, ...]) -> tuple[str, ...]:
    """A sentence on the indicators whose areas the codebook does not define."""
    asked = {bound.key for answers in rows for bound in answers.bounds}
    titles = [str(row["title"]).lower() for row in profile_rows() if row["key"] not in asked]
    return (f"Left out, not defined by the codebook: {', '.join(titles)}.",) if titles else ()


def _bounds(asker: Asker, record: Asker, row: str) -> tuple[Bound, ...]:
    """All bounds of a programme; those about the record come from the panel before any assumption."""
    found = asker.programme(row, of_hub=False)
    if record is asker:
        return found
    known = record.programme(row, of_hub=False)
    return tuple(
        fact if asks_the_record(catalogue.row_of(bound.key)) else bound
        for bound, fact in zip(found, known, strict=True)
    )


def _published(programme: Mapping[str, Any]) -> str:
    return str(programme["publication"]).replace("_", " ")
