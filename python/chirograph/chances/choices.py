"""Defensible choices behind an answer: the index, its parameters, what 0/0 counts as, readings, panels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Integral, Real
from typing import Any

from chirograph.base.hints import fits, many
from chirograph.base.markup import DASH
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.assume import apply_unpublished, check_unpublished
from chirograph.cells.content import Content
from chirograph.cells.question import Question
from chirograph.errors import AssumptionError, ChirographError, Fault, ParameterError, brief, did_you_mean

__all__ = ["Choice", "Worlds"]

_INDEX, _READING, _ZERO = "index", "assume", "undefined"
_KNOWN = (_INDEX, _READING, _ZERO)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice with its options.

    Parameters
    ----------
    name : str
        What is chosen.
    options : tuple
        What may be chosen: keys, numbers, words, or contents.
    labels : tuple of str
        The same in words.
    """

    name: str
    options: tuple[Any, ...]
    labels: tuple[str, ...]

    @property
    def panels(self) -> bool:
        """Whether it chooses the cells."""
        return isinstance(self.options[0], Content)


class Worlds:
    """Every combination of choices, each as a question of its own.

    Parameters
    ----------
    question : Question
        What holds where nothing is chosen.
    choices : mapping
        Options by name: "index" (keys), "assume" (readings of unknown cells), "undefined" (what 0/0 counts
        as), a parameter of the index, or any other name with panels by name.

    Raises
    ------
    ParameterError, AssumptionError
        With all that is no choice.

    Examples
    --------
    >>> import chirograph as cg
    >>> question = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2).overlap("jaccard").question
    >>> worlds = Worlds(question, {"threshold": [1, 2], "assume": ["unknown", "absent"]})
    >>> worlds.labels((1, 0)), dict(worlds.at((1, 0)).arguments)
    (('2', 'unknown'), {'threshold': 2.0})
    """

    def __init__(self, question: Question, choices: Mapping[str, Any]) -> None:
        self.question = question
        if not isinstance(choices, Mapping) or not choices:
            rule, repair = "choices are options by name", 'for example {"threshold": [1, 2]}'
            raise ParameterError(Fault("", "choices", brief(choices), rule, repair, "parameter"))
        self.keys = keys = self._keys(choices.get(_INDEX, [question.key]))
        found: list[Choice] = []
        faults: list[Fault] = []
        for name, options in choices.items():
            try:
                found.append(self._choice(name, options, keys))
            except ChirographError as error:
                faults += error.faults
        if sum(choice.panels for choice in found) > 1:
            rule = "one choice gives panels"
            faults.append(Fault("", "choices", brief(list(choices)), rule, "join them", "parameter"))
        if faults:
            raise ParameterError(faults)
        self.choices = tuple(found)
        self._contents: dict[tuple[int, int], Content] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """What is chosen."""
        return tuple(choice.name for choice in self.choices)

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The options of each choice in words."""
        return {choice.name: list(choice.labels) for choice in self.choices}

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each choice has."""
        return tuple(len(choice.options) for choice in self.choices)

    def at(self, chosen: Sequence[int]) -> Question:
        """The question of one combination, told by the number of each option."""
        asked = self.question
        picked = {choice.name: choice.options[i] for choice, i in zip(self.choices, chosen, strict=True)}
        key = picked.get(_INDEX, asked.key)
        known = {item["name"] for item in catalogue.row_of(key)["parameters"]}
        given = {name: value for name, value in asked.arguments.items() if name in known}
        parameters = {name: value for name, value in picked.items() if name in known}
        content = self._content(chosen)
        convention = float(picked.get(_ZERO, asked.convention))
        arguments = {**given, **catalogue.arguments(key, parameters)}
        return Question(content, key, arguments, convention, asked.effort)

    def labels(self, chosen: Sequence[int]) -> tuple[str, ...]:
        """One combination in words; a dash where a choice says nothing of its index."""
        return tuple(
            choice.labels[i] if self.matters(choice, chosen) else DASH
            for choice, i in zip(self.choices, chosen, strict=True)
        )

    def matters(self, choice: Choice, chosen: Sequence[int]) -> bool:
        """Whether a choice changes anything in a combination: a parameter that the index has not does not."""
        if choice.name in _KNOWN or choice.panels:
            return True
        key = self.question.key
        for other, i in zip(self.choices, chosen, strict=True):
            key = other.options[i] if other.name == _INDEX else key
        return choice.name in {item["name"] for item in catalogue.row_of(key)["parameters"]}

    def _content(self, chosen: Sequence[int]) -> Content:
        """The cells of a combination; the same object wherever they are the same."""
        panel = reading = -1
        content, word = self.question.content, "unknown"
        for choice, i in zip(self.choices, chosen, strict=True):
            if choice.panels:
                panel, content = i, choice.options[i]
            elif choice.name == _READING:
                reading, word = i, choice.options[i]
        if (panel, reading) not in self._contents:
            try:
                made = content if word == "unknown" else apply_unpublished(content, word).feasible()
            except AssumptionError as error:
                place = f"choices, {_READING}, {word}"
                faults = [replace(fault, place=f"{place}, {fault.place}") for fault in error.faults]
                raise AssumptionError(faults) from error
            self._contents[panel, reading] = made
        return self._contents[panel, reading]

    def _keys(self, options: object) -> list[str]:
        asked = self.question
        ordered = catalogue.directed(asked.key, asked.arguments)
        for key in options if many(options) else []:
            catalogue.require_pair(key if isinstance(key, str) else brief(key))
            if catalogue.directed(key, {}) != ordered and key != asked.key:
                rule = "the order of a pair matters to all of the indices, or to none"
                raise ParameterError(Fault("", "choices, index", brief(key), rule, "", "parameter"))
        return list(options) if many(options) else []

    def _choice(self, name: object, options: object, keys: Sequence[str]) -> Choice:
        place = f"choices, {name}"
        if isinstance(options, Mapping):
            return self._panels(place, str(name), options)
        listed = list(options) if many(options) else []
        if any(isinstance(one, Integral) and not fits(one, float | bool) for one in listed):
            raise ParameterError(
                Fault("", place, brief(listed), "numbers are not too large", "", "parameter")
            )
        if not listed or len(set(map(repr, listed))) < len(listed):
            rule = "there is a list of options, each once"
            raise ParameterError(Fault("", place, brief(options), rule, "", "parameter"))
        if name == _READING:
            for one in listed:
                apply_unpublished(self.question.content, check_unpublished(one))
        elif name == _ZERO:
            _numbers(place, listed)
        elif name != _INDEX:
            self._parameter(str(name), listed, keys)
        return Choice(str(name), tuple(listed), tuple(map(_label, listed)))

    def _parameter(self, name: str, options: Sequence[Any], keys: Sequence[str]) -> None:
        """Refuse a parameter that none of the indices has, and values that it does not take."""
        owners = {key: [item["name"] for item in catalogue.row_of(key)["parameters"]] for key in keys}
        owner = next((key for key, names in owners.items() if name in names), None)
        if owner is None:
            known = [*_KNOWN, *dict.fromkeys(one for names in owners.values() for one in names)]
            rule = f"a choice is {', '.join(known)}, or has panels by name"
            raise ParameterError(
                Fault("", "choices", brief(name), rule, did_you_mean(name, known), "parameter")
            )
        for one in options:
            catalogue.arguments(owner, {name: one})

    def _panels(self, place: str, name: str, options: Mapping[Any, Any]) -> Choice:
        """Panels of the same programmes."""
        contents = [getattr(panel, "content", None) for panel in options.values()]
        rows = self.question.content.rows
        if not contents or any(not isinstance(one, Content) or one.rows != rows for one in contents):
            rule = f"it has panels by name, each with the programmes {', '.join(rows)}"
            raise ParameterError(Fault("", place, brief(options), rule, "", "parameter"))
        return Choice(name, tuple(contents), tuple(map(str, options)))


def _numbers(place: str, options: Iterable[object]) -> None:
    """Refuse what 0/0 cannot count as."""
    wrong = [one for one in options if isinstance(one, bool) or not isinstance(one, Real) or math.isinf(one)]
    if wrong:
        rule, repair = "0/0 counts as a finite number, or as NaN: left out", "for example 0 or 1"
        raise ParameterError([Fault("", place, brief(one), rule, repair, "parameter") for one in wrong])


def _label(option: object) -> str:
    if isinstance(option, Real) and not isinstance(option, bool):
        return "left out" if math.isnan(option) else f"{float(option):g}"
    return str(option)
