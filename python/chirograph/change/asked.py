"""What a dataset may be asked about time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chirograph.base.markup import shorten
from chirograph.cells.labels import matched
from chirograph.change.change import Change
from chirograph.change.step import ChangeStep, fallen
from chirograph.change.versions import Text, Versions, follows
from chirograph.errors import AssumptionError, Fault, ParameterError
from chirograph.records import readings
from chirograph.records.asking import Lengths
from chirograph.records.choice import Record
from chirograph.records.records import Records

__all__ = ["AsksTime"]


@dataclass(frozen=True)
class AsksTime:
    """What `Dataset` says of changes in time.

    Parameters
    ----------
    records : Records
        What was read, with the readings switched on.
    """

    records: Records

    def change(
        self,
        partner: str | None = None,
        *,
        old: str | None = None,
        new: str | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        never_falls: bool = False,
        coders: str | None = None,
    ) -> Change:
        """What changed from earlier programmes to the latest: gained, lost, kept, deepened, weakened.

        Parameters
        ----------
        partner : str, optional
            Only of this partner, by default of all.
        old, new : str, optional, keyword-only
            Ids of two programmes of one partner. By default each earlier programme is compared with the
            latest one of the default kind; earlier ones are those that it followed, step by step, of kinds
            that a programme of the same or of the latest kind has followed.
        evidence, coders : str, optional, keyword-only
            As in `panel`.
        list_length : "derived" or mapping, optional, keyword-only
            As in `panel`, also by programme: ``{"IPCP-JPN-2020": (8, 10)}``; by partner it is of its latest.
        never_falls : bool, keyword-only
            Assume that no area is less deep in the new text.

        Returns
        -------
        Change
            One step for each pair of programmes. The latest text is read as in `panel`; an earlier one as
            its text has it, under the readings as they are of the programmes of its time.

        Raises
        ------
        UnknownLabel
            When a partner, a programme, the evidence grade or a coder is not known, with near names.
        ParameterError
            When the two programmes are of two partners, or the old one is the later.
        AssumptionError
            When nothing satisfies a list length; with `never_falls`, every area that is certainly less deep.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.change("JPN", old="IPCP-JPN-2020", list_length="derived")[0].bound("gained")
        (4, 16)
        >>> try:
        ...     ds.change("KOR", old="IPCP-KOR-2017", never_falls=True)
        ... except cg.errors.AssumptionError as error:
        ...     print(error.faults[0].value)
        A15 in IPCP-KOR-2017 is at least 1 and in ITPP-KOR-2023 at most 0
        """
        # A renewal is no text yet: what it would change is what `whatif` tells.
        versions = Versions(replace(self.records, renewals=()), evidence, coders, list_length)
        pairs = list(_pairs(versions, partner, old, new))
        texts = {one: versions.text(one) for one in dict.fromkeys(one for pair in pairs for one in pair)}
        if faults := versions.unused(texts):
            raise ParameterError(faults)
        steps = [_step(self.records, texts[one], texts[other]) for one, other in pairs]
        if never_falls:
            if against := [fault for step in steps for fault in fallen(step)]:
                raise AssumptionError(against)
            steps = [replace(step, never_falls=True) for step in steps]
        said = [*_assumptions(versions, texts, never_falls)]
        if old is None:
            aside = (found for _, other in pairs for found, counts in versions.before(other) if not counts)
            said += _not_versions([*dict.fromkeys(aside)])
        return Change(tuple(steps), self.records.facts, tuple(said))


def _pairs(
    versions: Versions, partner: str | None, old: str | None, new: str | None
) -> Iterator[tuple[str, str]]:
    """The programmes that are compared, old and new."""
    known, names = versions.programmes, versions.records.data["partners"]
    if partner is not None:
        spoken = {item["id"]: item["name"] for item in names}
        (partner,) = matched([partner], spoken, "partner", "this partner")
    for where, asked in (("old", old), ("new", new)):
        if asked is not None:
            (asked,) = matched([asked], known, where, "this programme")
            own = known[asked]["partner"]
            if partner not in (None, own):
                rule = f"both programmes are of one partner: it is of {own}, and {partner} is asked about"
                raise ParameterError(Fault("", where, asked, rule, "name two of one partner", "parameter"))
            partner = own
    latest = [new] if new is not None else [
        one for row, one in versions.latest.items() if partner in (None, row)
    ]  # fmt: skip
    if old is None:
        yield from ((one, last) for last in latest for one, counts in versions.before(last) if counts)
        return
    if not latest:
        rule = "a partner without a programme of the latest kind has no latest one"
        raise ParameterError(Fault("", "new", "none", rule, "name the later programme", "parameter"))
    _in_order(known[old], known[latest[0]])
    yield old, latest[0]


def _in_order(old: Record, new: Record) -> None:
    """Refuse two programmes of which the old one is not the earlier."""
    if old is new or not follows(old, new):
        days = (f"{one['id']} {one.get('concluded') or 'on an unknown day'}" for one in (old, new))
        rule, repair = "the old programme was concluded before the new one", "exchange old= and new="
        repair = "name two programmes" if old is new else repair
        raise ParameterError(Fault("", "old", ", ".join(days), rule, repair, "parameter"))


def _step(records: Records, old: Text, new: Text) -> ChangeStep:
    book, names = records.data["codebook"], new.content.names
    areas = new.content.columns
    return ChangeStep(
        old.partner, old.programme, new.programme, names.get(old.partner, old.partner), old.when, new.when,
        areas, tuple(names.get(area, area) for area in areas), old.cells, new.cells, old.why, new.why,
        len(book["scale"]) - 1, old.length, new.length,
    )  # fmt: skip


def _assumptions(versions: Versions, texts: Mapping[str, Text], never_falls: bool) -> Iterator[str]:
    """What an answer stands under: evidence, readings, lengths, and what is left out."""
    contents, records = [text.content for text in texts.values()], versions.records
    yield from dict.fromkeys(content.origin[0] for content in contents)
    yield from versions.coders_said(texts)
    for reading in records.assumed:
        yield f"Assumed: {readings.titled(records, reading)}."
        like = readings.copied(records, reading)
        silent = [one for one, text in texts.items() if like not in (None, *text.content.rows)]
        if silent:
            yield f"That says nothing of {shorten(silent)}: {like} had no programme of the kind then."
    if any(readings.copied(records, reading) for reading in records.assumed):
        yield "A likeness is one to the other's text of the time."
    for text in texts.values():
        if text.length is not None:
            ends = " to ".join(str(end) for end in dict.fromkeys(text.length))
            yield f"The list of {text.programme} has {ends} areas."
    if never_falls:
        yield "Assumed: no area is less deep in the new text than in the old one."
    if any(content.constraints.common for content in contents):
        yield "What several programmes have in common narrows nothing here: ranges may be wider than need be."


def _not_versions(names: list[str]) -> list[str]:
    """The sentence on what others followed that is no version of them."""
    if not names:
        return []
    be = "is" if len(names) == 1 else "are"
    return [f"{shorten(names)} {be} not compared: what followed is of another legal nature."]
