"""Why a cell is known or not: the words a user may give for an empty cell, and what each makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from chirograph.errors import AssumptionError, Fault, did_you_mean


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an empty cell is said to mean.

    Parameters
    ----------
    word : str
        What the user writes in ``missing=``.
    status : str
        The status the cell gets.
    whole : bool
        True: any depth of the scale. False: depth 0.
    label : str
        The reason in words.
    """

    word: str
    status: str
    whole: bool
    label: str


MEANINGS = (
    Meaning("unpublished", "text_not_public", True, "text not public"),
    Meaning("not_retrieved", "not_retrieved", True, "public, not read"),
    Meaning("partial_list", "partial_list", True, "list known in part"),
    Meaning("under_negotiation", "under_negotiation", True, "under negotiation"),
    Meaning("sources_conflict", "sources_conflict", True, "sources conflict"),
    Meaning("unknown", "unknown", True, "not known, no reason given"),
    Meaning("absent", "absent_from_complete_list", False, "absent from a complete list"),
    Meaning("not_applicable", "not_applicable", False, "does not apply"),
)

#: The status of a cell whose depth an assumption gave.
ASSUMED = "assumed"

#: What a range holds for, and what it leaves open, in words that fit every reason a cell can be open for.
READ, UNREAD = "what was read", "text not public or not read"

#: Short words for the statuses a panel made by hand can have; a dataset brings its own from its codebook.
LABELS = {
    **{meaning.status: meaning.label for meaning in MEANINGS},
    "stated": "stated",
    ASSUMED: "assumed",
    "named_in_context": "named in the context of the programme",
    "declared_for_partnership": "declared for the partnership",
}


def meaning_of(word: str) -> Meaning:
    """The meaning of a word of ``missing=``.

    Raises
    ------
    AssumptionError
        When the word is not in the vocabulary.

    Examples
    --------
    >>> meaning_of("unpublished").status
    'text_not_public'
    """
    for meaning in MEANINGS:
        if meaning.word == word:
            return meaning
    words = [meaning.word for meaning in MEANINGS]
    rule = "missing= says what an empty cell means"
    raise AssumptionError(Fault("", "missing", repr(word), rule, did_you_mean(str(word), words), "parameter"))
