"""What breadth of shared commitment says: which pairs share more than a part of every dimension, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chirograph.base.markup import counted
from chirograph.findings.finding import Finding, Pair, group_of, limit, percent
from chirograph.interop import breadth
from chirograph.interop.asker import Asker
from chirograph.interop.bounds import Answers
from chirograph.interop.model import Model

__all__ = ["Level", "asked", "levels", "reached"]


@dataclass(frozen=True, slots=True)
class Level:
    """How deep one pair shares more than the share asked for in every dimension.

    Parameters
    ----------
    pair : tuple of str
        The two partners.
    lower, upper : int
        The certain and the possible depth.
    ruled_out : float
        Above this share even the least depth is impossible.
    certain : float
        Below this share the least depth is certain.
    """

    pair: Pair
    lower: int
    upper: int
    ruled_out: float
    certain: float


def asked(model: Model) -> tuple[Answers, ...]:
    """The single figure of every pair, where all dimensions are asked for; nothing else is computed."""
    return tuple(Answers(pair, bounds) for pair, bounds in Asker(model).breadths())


def reached(model: Model, dyads: Sequence[Answers]) -> tuple[Level, ...]:
    """Every pair with the depth that it shares in more than the codebook's share of every dimension.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.load("nato-ip4").interoperability()
    >>> [(one.lower, one.upper) for one in reached(found._model, found.dyads)]
    [(0, 3), (0, 0), (0, 3), (0, 0), (0, 3), (0, 0)]
    """
    if model.breadth is None:
        return ()
    cut, found = breadth.cut(model.breadth), []
    for answers in dyads:
        rule = next(breadth.rules(answers), None)
        if rule is not None:
            first, second = answers.subject
            low, high = rule.at(cut)
            found.append(Level((first, second), low, high, rule.bounds[0].upper, rule.bounds[0].lower))
    return tuple(found)


def levels(model: Model, dyads: Sequence[Answers]) -> Finding | None:
    """Which pairs share more than a share of the areas of every dimension; nothing without such a share."""
    found = reached(model, dyads)
    if model.breadth is None or not found:
        return None
    cut, total = breadth.cut(model.breadth), len(found)
    certain, out = [one for one in found if one.lower >= 1], [one for one in found if one.upper < 1]
    open_ = total - len(certain) - len(out)
    share = "half" if cut == 0.5 else percent(cut)
    more = f"more than {share} of the areas in each of the {model.with_areas} dimensions"
    who = _Who(model, certain, out, total)
    held, still = [], []
    if out:
        held.append(
            f"ruled out for every share above {limit(max(one.ruled_out for one in out), below=False)}"
        )
        still.append(f"{len(out)} ruled out")
    if certain:
        held.append(f"certain for every share below {limit(min(one.certain for one in certain), below=True)}")
    still += [f"{open_} open"] if open_ else []
    return Finding(
        "levels", who.title(more), who.sentence(more), len(certain), len(certain) + open_, total,
        f"pairs certain to share more than {share} of every dimension", ", ".join(still), total - open_,
        f"{more} (a declared choice, not a fact)", "; ".join(held),
        "Areas that may be shared are in texts that are not public or not read.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Who:
    """Pairs by what is certain of them, in words."""

    model: Model
    certain: Sequence[Level]
    out: Sequence[Level]
    total: int

    def _named(self, found: Sequence[Level]) -> str:
        if len(found) == self.total:
            return "any pair" if self.total > 1 else "the pair"
        return group_of(self.model.names, [one.pair for one in found], self.model.rows)

    def title(self, more: str) -> str:
        if self.out:
            return f"No unread text can lift {self._named(self.out)} above level 0 of {self.model.max_depth}"
        if self.certain:
            return f"{len(self.certain)} of {counted(self.total, 'pair')} certainly share {more}"
        return f"No pair is certain to share {more}; none is ruled out"

    def sentence(self, more: str) -> str:
        open_ = self.total - len(self.certain) - len(self.out)
        if len(self.out) == self.total:
            return f"On paper no pair can share {more}, whatever the unread text says."
        certain = group_of(self.model.names, [one.pair for one in self.certain], self.model.rows)
        if self.certain:
            parts = [f"On paper {certain} certainly share {more}"]
        else:
            parts = [f"On paper no pair is certain to share {more}"]
        if self.out:
            parts.append(f"{self._named(self.out)} cannot, whatever the unread text says")
        if open_:
            which = "the other " if self.certain or self.out else "all "
            parts.append(f"{which}{open_} {'is' if open_ == 1 else 'are'} open")
        return "; ".join(parts) + "."
