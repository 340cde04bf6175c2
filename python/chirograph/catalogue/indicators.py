"""The indicators, read from the engine's tables of programmes and of coders. There is no second list."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from numbers import Real
from typing import Any

from chirograph import _core
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.catalogue.description import Description, whose
from chirograph.catalogue.works import reference
from chirograph.errors import Fault, ParameterError, UnknownIndicator, did_you_mean, unknown

__all__ = ["describe", "indicators"]

_BOUNDS = {
    "separable_ratio": (
        "A sum over areas divided by a sum over areas. Both ends are exact: Dinkelbach's method picks, in "
        "every area, the depths that lower or raise the ratio, until nothing changes. Each end has a witness."
    ),
    "table": (
        "A function of a few sums over areas. Both ends come from branch and bound over these sums. "
        "An end that the steps do not close lies between its best completion and a proven bound."
    ),
    "own": (
        "It has an algorithm of its own. Both ends come from a search over what the unknown cells can reach. "
        "An end that the steps do not close lies between its best completion and a proven bound."
    ),
    "agreement": (
        "One minus observed by expected disagreement. Both ends come from branch and bound over counts of "
        "values. An end that the steps do not close lies between its best completion and a proven bound."
    ),
    "monotone": "It never falls when a depth rises, so its ends are exactly its values at the two corners.",
}

_USE = {
    "pair": "Panel.overlap and Dataset.overlap",
    "dyad": "Dataset.interoperability",
    "group": "Dataset.interoperability",
    "programme": "Dataset.profile",
    "coders": "Codings.agreement",
}

_TRAITS = {
    "symmetric": ("symmetric", "directed: the order of the two programmes matters"),
    "identity": (
        "a programme with itself reaches the top of the range",
        "a programme with itself may stay below the top",
    ),
    "ignores_joint_absence": ("areas neither has do not count", "areas neither has count as agreement"),
    "weighted": ("areas may carry weights", "areas carry equal weights"),
    "uses_levels": ("depths matter", "only reaching a depth matters"),
    "kinds": ("areas of kinds are taken", "areas of kinds are refused, or need one set of kinds"),
}
#: What a trait means where it is not about the agreement of two lists; None leaves it out.
_OTHERWISE: dict[str, dict[str, tuple[str, str] | None]] = {
    "dyad": {
        "ignores_joint_absence": (
            "areas neither has do not count",
            "areas neither has stay in the denominator",
        )
    },
    "group": {
        "symmetric": None,
        "identity": None,
        "ignores_joint_absence": (
            "areas nobody has do not count",
            "areas nobody has stay in the denominator",
        ),
    },
    "programme": {"symmetric": None, "identity": None, "ignores_joint_absence": None},
}

#: Where an argument belongs that is not a parameter of an indicator.
_ELSEWHERE = {
    "kind": "it belongs to the panel: ds.panel(kind=...).overlap(...)",
    "as_of": "it belongs to the panel: ds.panel(as_of=...).overlap(...)",
    "evidence": "it belongs to the panel: ds.panel(evidence=...).overlap(...)",
    "list_length": "it belongs to the panel: ds.panel(list_length=...).overlap(...), or panel.constrain()",
    "weights": "it belongs to the panel: cg.Panel(..., weights=...).overlap(...)",
    "unpublished": "it is an assumption: ds.assume(unpublished=...).overlap(...)",
}


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in (*_core.catalogue(), *map(_of_coders, _core.coefficients()))}


def _of_coders(row: Mapping[str, Any]) -> dict[str, Any]:
    """A coefficient of agreement in the form of an indicator."""
    meaning = "how far two values are apart"
    metric = {"name": "metric", "choices": row["metrics"], "default": 0, "meaning": meaning}
    settled = {"high": 1.0, "direction": "similarity", "arity": "coders", "family": "agreement", "traits": {}}
    return {**row, **settled, "parameters": [metric]}


def row_of(key: str) -> dict[str, Any]:
    """The engine's row with this key.

    Raises
    ------
    UnknownIndicator
        With near names.
    """
    row = _rows().get(key)
    if row is None:
        known = {name: item["title"] for name, item in _rows().items()}
        rule = "the key is in the catalogue"
        raise UnknownIndicator(
            Fault("", "indicator", repr(key), rule, did_you_mean(str(key), known), "unknown_key")
        )
    return row


def rows() -> tuple[dict[str, Any], ...]:
    """Every row of the engine's table, in its order."""
    return tuple(_rows().values())


def pair_keys() -> tuple[str, ...]:
    """Keys of the indicators that compare two rows of a panel, in the order of the engine's table.

    Examples
    --------
    >>> pair_keys()[:2]
    ('jaccard', 'dice')
    """
    return tuple(key for key, row in _rows().items() if row["arity"] == "pair")


@public
def indicators() -> Table:
    """Every indicator: key, title, question, range, parameters, formula, reference.

    Returns
    -------
    Table

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.indicators().where(key="jaccard")["formula"]
    ('a / (a + b + c)',)
    """
    records = [
        {
            "key": row["key"],
            "title": row["title"],
            "question": row["question"],
            "about": row["arity"],
            "range": f"{row['low']:g}..{row['high']:g}",
            "direction": row["direction"],
            "parameters": ", ".join(item["name"] for item in row["parameters"]),
            "family": row["family"],
            "formula": row["formula"],
            "reference": row["reference"],
        }
        for row in _rows().values()
    ]
    return Table.from_records(records)


@public
def describe(key: str) -> Description:
    """What an indicator asks, how it is computed and bounded, when it is undefined and where it is from.

    Parameters
    ----------
    key : str
        Key of the catalogue.

    Returns
    -------
    Description
        Prints as text, shows as a table in a notebook.

    Raises
    ------
    UnknownIndicator
        With near names.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.describe("jaccard").question
    'Of all areas either programme has, what share do both have?'
    >>> print(str(cg.describe("jaccard")).splitlines()[2])
    formula    a / (a + b + c)
    """
    row = row_of(key)
    return Description(
        key=row["key"],
        title=row["title"],
        question=row["question"],
        formula=row["formula"],
        low=row["low"],
        high=row["high"],
        direction=row["direction"],
        undefined=row["undefined"],
        arity=row["arity"],
        use=_use(row),
        family=row["family"],
        bounds=_BOUNDS[row["family"]],
        parameters=tuple(_parameter_line(item) for item in row["parameters"]),
        traits=_traits(row),
        reference=str(reference(row["reference"])),
    )


def _traits(row: Mapping[str, Any]) -> tuple[str, ...]:
    words = {**_TRAITS, **_OTHERWISE.get(row["arity"], {})}
    found = ((words.get(name), holds) for name, holds in row["traits"].items())
    return tuple(text[0 if holds else 1] for text, holds in found if text is not None)


def _use(row: Mapping[str, Any]) -> str:
    """An indicator that composes dimensions belongs to interoperability, even when about one programme."""
    composed = any(item["name"] == "rho" for item in row["parameters"])
    return _USE["dyad" if composed else row["arity"]]


def _parameter_line(item: Mapping[str, Any]) -> str:
    if item["choices"]:
        first = item["choices"][int(item["default"])]
        return f"{item['name']} = {first}, one of {', '.join(item['choices'])}: {item['meaning']}"
    top = "the top of the scale" if item.get("within_scale") else f"{item['high']:g}"
    return f"{item['name']} = {item['default']:g}, {item['low']:g} to {top}: {item['meaning']}"


def require_pair(key: str) -> None:
    """Refuse an indicator that does not compare two rows of a panel.

    Raises
    ------
    UnknownIndicator, ParameterError
        The latter says where the indicator is asked for.

    Examples
    --------
    >>> require_pair("jaccard")
    """
    row = row_of(key)
    if row["arity"] != "pair":
        rule = f"overlap compares the lists of two programmes; this one is about {whose(row['arity'])}"
        raise ParameterError(Fault("", "indicator", repr(key), rule, f"ask {_use(row)}", "unsupported"))


def arguments(key: str, given: Mapping[str, float | str]) -> dict[str, float]:
    """Parameters as the engine takes them: words become their position among the choices.

    Raises
    ------
    UnknownIndicator, ParameterError
        With every fault.

    Examples
    --------
    >>> arguments("cohen_kappa", {"weighting": "quadratic"})
    {'weighting': 2.0}
    """
    known = {item["name"]: item for item in row_of(key)["parameters"]}
    found, faults = {}, []
    for name, value in given.items():
        place = f"parameter {name}"
        if name not in known:
            fault = unknown(place, name, known, f"this parameter of {key}")
            faults.append(replace(fault, repair=_ELSEWHERE.get(name, fault.repair)))
            continue
        choices = list(known[name]["choices"])
        if isinstance(value, str) and value in choices:
            found[name] = float(choices.index(value))
        elif isinstance(value, str) and choices:
            faults.append(
                Fault("", place, repr(value), "it is one of its choices", did_you_mean(value, choices))
            )
        elif not _fits(value, known[name]):
            faults.append(
                Fault("", place, repr(value), "it is a finite number", "correct the value", "parameter")
            )
        else:
            found[name] = float(value)
    if faults:
        raise ParameterError(faults)
    return found


def _fits(value: object, item: Mapping[str, Any]) -> bool:
    """A finite number, or an infinite one where a limit of the parameter is."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    return math.isfinite(value) or (not math.isnan(value) and value in (item["low"], item["high"]))


def shown(key: str, given: Mapping[str, float]) -> dict[str, float | str]:
    """Every parameter with the value in force, choices in words; presets included."""
    result: dict[str, float | str] = {}
    for item in row_of(key)["parameters"]:
        value = given.get(item["name"], item["default"])
        whole = float(value).is_integer()
        result[item["name"]] = (
            item["choices"][int(value)] if item["choices"] else int(value) if whole else value
        )
    return result


def directed(key: str, given: Mapping[str, float]) -> bool:
    """Whether the order of the two programmes matters at these parameters.

    Examples
    --------
    >>> directed("tversky", {"alpha": 1.0, "beta": 1.0}), directed("containment", {})
    (False, True)
    """
    in_force = shown(key, given)
    both = "alpha" in in_force and in_force["alpha"] == in_force.get("beta")
    return not row_of(key)["traits"]["symmetric"] and not both
