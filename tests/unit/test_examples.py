"""Every public name shows how it is used: its docstring has an Examples section, and its examples run."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator

import pytest

import chirograph as cg

PUBLIC = ("chirograph.errors", "chirograph.plots")


def modules() -> list[str]:
    """Every module that is not private by its own name."""
    names = [item.name for item in pkgutil.walk_packages(cg.__path__, "chirograph.")]
    return [name for name in names if not any(part.startswith("_") for part in name.split("."))]


def functions_of(cls: type) -> Iterator[tuple[str, object]]:
    """Public methods and class methods that the package itself wrote, its private base classes included."""
    for name, member in inspect.getmembers(cls, inspect.isroutine):
        if not inspect.isfunction(member) and not inspect.ismethod(member):
            continue
        if not name.startswith("_") and str(member.__module__).startswith("chirograph"):
            yield name, member


def public_names() -> dict[str, object]:
    """Functions and classes that say they are of `chirograph` or of a public module, with their methods."""
    found: dict[str, object] = {}
    for module in modules():
        importlib.import_module(module)
        home = sys.modules[module]
        for name in getattr(home, "__all__", ()):
            thing = getattr(home, name)
            if module not in PUBLIC and getattr(thing, "__module__", "") != "chirograph":
                continue
            if inspect.isfunction(thing) or inspect.isclass(thing):
                found[f"{module}.{name}"] = thing
            if inspect.isclass(thing):
                found |= {f"{module}.{name}.{method}": member for method, member in functions_of(thing)}
    return found


NAMES = public_names()


def test_the_list_is_not_empty() -> None:
    """Functions, classes and methods of base classes are all on the list."""
    listed = {"chirograph.citation.cite", "chirograph.panel.Panel", "chirograph.panel.Panel.to_frame"}
    assert listed | {"chirograph.dataset.Dataset.to_dict"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_has_examples(name: str) -> None:
    """The docstring has a section of examples with at least one line to run."""
    text = inspect.getdoc(NAMES[name]) or ""
    assert "\nExamples\n--------\n" in text, name
    assert ">>> " in text.split("\nExamples\n--------\n")[1], name
