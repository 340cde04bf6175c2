"""Words of the page: plain English for what the package has short names for, each explained once."""

from __future__ import annotations

from chirograph.claims.rules import ATTESTED, CODING, CONDITIONAL, CONTRADICTED, NOT_TESTABLE, SUPPORTED, TEXT

__all__ = ["GLOSSARY", "VERDICTS", "Verdict"]

#: Verdict of a claim -> class on the page, sign, words.
Verdict = tuple[str, str, str]
VERDICTS: dict[str, Verdict] = {
    SUPPORTED: ("yes", "✓", "supported"),
    ATTESTED: ("one", "1", "rests on one reader"),
    CONDITIONAL: ("one", "≈", "holds if what the claim itself assumes is right"),
    CONTRADICTED: ("no", "✗", "contradicted"),
    TEXT: ("open", "?", "open: text not read"),
    CODING: ("open", "↔", "open: sources or definitions differ"),
    NOT_TESTABLE: ("blank", "\N{EN DASH}", "cannot be tested on public data"),
}

#: Said once, at the end of the page.
GLOSSARY: tuple[tuple[str, str], ...] = (
    ("Certain", "the same whatever the unread text says"),
    ("Open", "the unread text decides; open is never counted as absent"),
    (
        "Range",
        "every value that the unread text allows; not a margin of error, and no value in it is more likely",
    ),
    ("Overlap", "areas in both programmes, as a share of the areas that either has (the Jaccard index)"),
    ("On paper", "what partners committed to and joined, not what their forces can do together"),
    ("Level", "how deep a pair goes, from 0, in more than a declared share of the areas of every dimension"),
    ("Average", "the mean over the dimensions; the balanced average is their geometric mean"),
    ("Hidden by the average", "the average less the weakest dimension"),
)
