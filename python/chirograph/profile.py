"""The profile of a programme: orientation, depth, concentration, and how much of it the record settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from chirograph.base import door, frames, markup
from chirograph.base.public import public
from chirograph.base.told import Told
from chirograph.catalogue import indicators as catalogue
from chirograph.catalogue.citation import Citation, of_result
from chirograph.errors import UnknownLabel, unknown
from chirograph.interop.asker import Asker, asks_the_record, profile_rows
from chirograph.interop.bounds import (
    PARAMETERS,
    Answers,
    Bound,
    in_range,
    in_words,
    plain,
)
from chirograph.interop.build import build_profile
from chirograph.panel import Panel
from chirograph.records.asking import Asking
from chirograph.records.coding import chosen_programmes, content
from chirograph.records.records import Records

__all__ = ["Profile", "profile"]

MEASURES = "shares of what the programme says, not of what was achieved"


@public
@dataclass(frozen=True, slots=True, repr=False)
class Profile(Told):
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
    sets : mapping
        The codebook's sets of areas, id to name.
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
    >>> profile["KOR"].bound("set_share", set="dialogue").text
    '[0.091, 0.091]'
    >>> profile.texts[1]
    'open edition'
    """

    panel: Panel
    rows: tuple[Answers, ...]
    texts: tuple[str, ...]
    scale: tuple[str, ...]
    sets: Mapping[str, str] = field(hash=False)
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
        return explain(self, self[partner])

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
            {"title": bound.title, **bound.to_record(), **witnesses(bound), "measures": answers.measures}
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
            "measures": MEASURES,
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
        return {**plain(bound), **depths}

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """The shares of every programme as ranges, see `chirograph.plots.profile`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").profile().plot().data().columns[:2]
        ('partner', 'share')
        """
        return door.draw("profile", self, ax, **options)

    def _cited(self) -> Citation:
        keys = (bound.key for found in self.rows for bound in found.bounds)
        return of_result(self.panel.content.data, keys)

    def __repr__(self) -> str:
        return text(self)

    def _repr_html_(self) -> str:
        return as_html(self)


_COLUMNS = (
    "subject", "key", "title", *PARAMETERS, "lower", "upper", "sharp_lower", "sharp_upper", "undefined",
    "witness_lower", "witness_upper", "measures",
)  # fmt: skip


def profile(records: Records, asking: Asking) -> Profile:
    """Every profile indicator of the engine's table for every programme; see `Dataset.profile`.

    Examples
    --------
    >>> import chirograph as cg
    >>> from chirograph.profile import profile
    >>> from chirograph.records.asking import Asking
    >>> len(profile(cg.load("nato-ip4").records, Asking()).rows)
    4
    """

    def asked(read: Records) -> Asker:
        return Asker(build_profile(read, content(read, asking), read.day(asking.as_of)))

    records = records.at(asking.as_of)
    asker = asked(records)
    given = records.assumed or records.renewals
    record = asked(replace(records, assumed=(), renewals=())) if given else asker
    panel = Panel._of(asker.model.content)
    chosen = chosen_programmes(records, asking)[2]
    scale = sorted(records.data["codebook"]["scale"], key=lambda step: int(step["depth"]))
    rows = tuple(Answers((row,), _bounds(asker, record, row), MEASURES) for row in panel.rows)
    return Profile(
        panel,
        rows,
        tuple(str(item.programme["publication"]).replace("_", " ") for item in chosen),
        tuple(str(step["name"]) for step in scale),
        asker.model.sets,
        _left_out(rows),
    )


def _left_out(rows: tuple[Answers, ...]) -> tuple[str, ...]:
    """A sentence on the indicators whose sets or groups of areas the codebook does not define."""
    asked = {bound.key for answers in rows for bound in answers.bounds}
    left = [str(row["title"]).lower() for row in profile_rows() if row["key"] not in asked]
    what = f"Left out: {' and '.join(left)}, for sets or groups of areas that the codebook does not define."
    return (what,) if left else ()


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


def label(found: Profile, bound: Bound) -> str:
    """Title with its parameters in the words of the scale."""
    if _is_accountable(found, bound):
        return f"{bound.title}, accountable share"
    if "set" in bound.parameters:
        return f"{bound.title}: {found.sets[str(bound.parameters['set'])]}"
    words = (_parameter(found, bound, name, value) for name, value in bound.parameters.items())
    return ", ".join([bound.title, *words])


def _parameter(found: Profile, bound: Bound, name: str, value: float | str) -> str:
    if asks_the_record(catalogue.row_of(bound.key)):
        return "depth" if value == 0 else f"{found.scale[int(value)]} or not"
    if name in ("depth", "practice"):
        return f"{'from ' if name == 'practice' else ''}{found.scale[int(value)]} (depth {value:g})"
    return in_words(name, value)


def _is_accountable(found: Profile, bound: Bound) -> bool:
    """Practice from the top depth on is what the accountable share is."""
    return bound.parameters.get("practice") == found.panel.max_depth


def shown(found: Profile) -> Iterator[tuple[Bound, ...]]:
    """One tuple of bounds per line, a bound per programme; a share that two indicators give stands once."""
    lines = list(zip(*(answers.bounds for answers in found.rows), strict=True))
    twice = any(_is_accountable(found, bounds[0]) for bounds in lines)
    return (bounds for bounds in lines if not (twice and bounds[0].key == "accountable_share"))


def lines(found: Profile) -> tuple[list[str], list[list[str]]]:
    """A line for what is public, then one per indicator; a column per programme."""
    head = ["", *(answers.subject[0] for answers in found.rows)]
    body = [["Text of the programme", *found.texts]]
    body += [[label(found, bounds[0]), *(in_range(bound) for bound in bounds)] for bounds in shown(found)]
    return head, body


def headline() -> str:
    """What is measured."""
    return f"Profile of programmes: {MEASURES}"


def text(found: Profile) -> str:
    """The table, aligned, with the assumption line."""
    return "\n".join([headline(), *markup.columns_of_text(*lines(found)), " ".join(found.assumptions)])


def as_html(found: Profile) -> str:
    """The table as static HTML."""
    head, body = lines(found)
    cells = ([markup.escape(cell) for cell in row] for row in body)
    return markup.page(markup.table(head, cells, headline()), markup.paragraph(" ".join(found.assumptions)))


def witnesses(bound: Bound) -> dict[str, str]:
    """Areas and depths of the completion behind each end, those at 0 left out; empty without one."""
    found = {"witness_lower": bound.witness_lower, "witness_upper": bound.witness_upper}
    return {
        name: "" if witness is None else "; ".join(
            f"{area}={depth}" for area, depth in witness.depths[bound.subject[0]].items() if depth
        )
        for name, witness in found.items()
    }  # fmt: skip


def explain(found: Profile, answers: Answers) -> str:
    """All sentences about one programme, one per line."""
    (partner,) = answers.subject
    cells = found.panel.content
    i, count = cells.rows.index(partner), len(cells.columns)
    name = cells.names.get(partner, partner)
    settled = [round(bound.lower * count) for bound in answers.bounds if _counts(found, bound)]
    words = [f"{name}: {MEASURES}."]
    words.append(f"Its text: {found.texts[i]}.")
    if settled:
        depth, presence = settled
        words.append(
            f"The public record settles the depth of {depth} of {count} areas and the presence of {presence}."
        )
    words += [f"  {label(found, bounds[i])}: {in_range(bounds[i])}" for bounds in shown(found)]
    words += _open(found, i)
    return "\n".join([*words, " ".join(found.assumptions)])


def _counts(found: Profile, bound: Bound) -> bool:
    weights = found.panel.weights
    return asks_the_record(catalogue.row_of(bound.key)) and bool(np.all(weights == weights[0]))


def _open(found: Profile, i: int) -> Iterator[str]:
    """Open areas by the document that would settle them."""
    cells = found.panel.content
    by_document: dict[str, list[str]] = {}
    for j, area in enumerate(cells.columns):
        if cells.lower[i, j] == cells.upper[i, j]:
            continue
        partner, status = cells.rows[i], str(cells.status[i, j])
        document = cells.settles.get((partner, status)) or f"the text of {partner}: {cells.reason(status)}"
        deep = " (depth only)" if cells.lower[i, j] > 0 else ""
        by_document.setdefault(document, []).append(f"{cells.names.get(area, area)} ({area}){deep}")
    if not by_document:
        yield "Every area is settled."
    for document, areas in by_document.items():
        yield f"Open ({len(areas)}): {'; '.join(areas)}."
        yield f"  Settled by: {document}."
