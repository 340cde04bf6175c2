"""The text of the pages of the reference: indicators, members, commands, the format of datasets."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import worked

import chirograph as cg
from chirograph.cli.main import cli

_ABOUT = {
    "pair": "Pairs of programmes",
    "dyad": "Pairs, with systems and prerequisites",
    "programme": "One programme",
    "group": "All programmes together",
    "coders": "Agreement of coders",
}


def contents() -> str:
    """The first page of the reference."""
    return """# Reference

Written from the code each time this site is built.

```{toctree}
:maxdepth: 1
api/index
indicators/index
commands
format
```
"""


def cell(text: object) -> str:
    """Text for a cell of a Markdown table."""
    said = " ".join(str(text).split())
    return re.sub(r"([|<>*_\[\]])", r"\\\1", said)


def indicators() -> str:
    """The list of indicators, in groups by what they are about."""
    parts = ["# Indicators\n\nEvery page: the question, the formula, an example with one unknown cell.\n"]
    for arity, title in _ABOUT.items():
        rows = [row for row in cg.indicators() if row["about"] == arity]
        listed = [f"| [{cell(row['title'])}]({row['key']}.md) | {cell(row['question'])} |" for row in rows]
        parts.append("\n".join([f"## {title}\n", "| indicator | question |", "| --- | --- |", *listed, ""]))
    keys = "\n".join(str(row["key"]) for row in cg.indicators())
    parts.append(f"```{{toctree}}\n:hidden:\n{keys}\n```\n")
    return "\n".join(parts)


def indicator(key: str, example: worked.Worked, words: str) -> str:
    """The page of one indicator."""
    told = cg.describe(key)
    rows = [
        ("Key", f"`{key}`"),
        ("Range", f"{told.low:g} to {told.high:g} ({told.direction})"),
        ("Undefined", cell("never" if told.undefined == "never" else f"when {told.undefined}")),
        ("Asked with", f"`{told.use}`".replace(" and ", "`, `")),
        ("Parameters", "<br>".join(map(cell, told.parameters)) or "none"),
        ("What holds", "<br>".join(map(cell, told.traits)) or "-"),
        ("Bounds", cell(told.bounds)),
        ("Reference", cell(told.reference)),
    ]
    table = "\n".join(["| what | here |", "| --- | --- |", *(f"| {name} | {text} |" for name, text in rows)])
    return f"""# {told.title}

{told.question}

```text
{told.formula}
```

## Worked example

{example.about}

```python
{example.code.strip()}
```

```text
{example.printed.strip()}
```

![{words}]({key}.svg)

{words}

## All about it

{table}
"""


def members() -> dict[str, str]:
    """A page for every public name and for every class that these give."""
    public = [name for name in cg.__all__ if not name.startswith("_")]
    given = sorted(set(cg._HOMES) - set(public))
    texts = {f"api/{name}.rst": _member(name) for name in (*public, *given)}
    groups = {
        "Functions": [name for name in public if inspect.isfunction(getattr(cg, name))],
        "Classes": [name for name in public if inspect.isclass(getattr(cg, name))],
        "Modules": [name for name in public if inspect.ismodule(getattr(cg, name))],
        "What these give": given,
    }
    parts = ["# Public members\n\n`import chirograph as cg`, then `cg.NAME`.\n"]
    for title, names in groups.items():
        rows = [f"| [{name}]({name}.rst) | {cell(_first_line(name))} |" for name in names]
        parts.append("\n".join([f"## {title}\n", "| name | what it is |", "| --- | --- |", *rows, ""]))
    names = "\n".join((*public, *given))
    parts.append(f"```{{toctree}}\n:hidden:\n{names}\n```\n")
    return {**texts, "api/index.md": "\n".join(parts)}


def _first_line(name: str) -> str:
    return (inspect.getdoc(getattr(cg, name)) or "").splitlines()[0].replace("``", "`")


def _member(name: str) -> str:
    """The page of a name, in the language of Sphinx."""
    thing = getattr(cg, name)
    head = f"{name}\n{'=' * len(name)}\n\n"
    if inspect.ismodule(thing):
        home = importlib.import_module(thing.__name__)
        listed = [one for one in home.__all__ if inspect.isroutine(getattr(home, one)) or
                  inspect.isclass(getattr(home, one))]  # fmt: skip
        body = "\n".join(
            _auto(f"{thing.__name__}.{one}", getattr(home, one))
            for one in listed
            if getattr(home, one).__module__ != "chirograph"
        )
        return f"{head}.. automodule:: {thing.__name__}\n\n{body}"
    return head + _auto(f"chirograph.{name}", thing)


def _auto(name: str, thing: object) -> str:
    if inspect.isclass(thing):
        return f".. autoclass:: {name}\n   :members:\n   :inherited-members: tuple, Exception\n\n"
    return f".. autofunction:: {name}\n\n"


def commands() -> str:
    """The command line, from the commands themselves."""
    context = click.Context(cli, info_name="chirograph")
    parts = [f"# Command line\n\n{_paragraph(cli.help or '')}\n\n{_paragraph(cli.epilog or '')}\n"]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join([inner.command_path, *command.collect_usage_pieces(inner)])
        rows = [
            f"| `{names.replace('|', chr(92) + '|')}` | {cell(told)} |"
            for option in command.get_params(inner)
            for names, told in [option.get_help_record(inner) or ("", "")]
            if names
        ]
        table = "\n".join(["| option | what it does |", "| --- | --- |", *rows])
        about = _paragraph(command.help or "")
        parts.append(f"## chirograph {name}\n\n```text\n{usage}\n```\n\n{about}\n\n{table}\n")
    return "\n".join(parts)


def _paragraph(text: str) -> str:
    """Help of a command as Markdown; what click leaves as typed stays so."""
    parts = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return "\n\n".join(
        f"```text\n{part.lstrip(chr(8)).strip(chr(10))}\n```" if part.startswith("\b") else
        re.sub(r"([<>*_\[\]])", r"\\\1", " ".join(part.split())) for part in parts
    )  # fmt: skip


def data_format(file: Path) -> str:
    """The JSON Schema of datasets as tables of fields."""
    schema = json.loads(file.read_text(encoding="utf-8"))
    named = {name: item for name, item in schema["$defs"].items() if _fields(item)}
    parts = [
        f"# The data format\n\n{cell(schema['description'])} A dataset is one file, `data.json`; `chirograph "
        "check` names every fault with its place, its rule and its repair.\n",
        _section("The file", schema, named),
        _values({name: item for name, item in schema["$defs"].items() if name not in named}),
        *(_section(name, item, named) for name, item in named.items()),
    ]
    return "\n".join(parts)


def _values(plain: Mapping[str, Any]) -> str:
    """The kinds of text and numbers that fields share."""
    rows = [
        f"| `{name}` | {_kind(item, {})} | {cell(item['description'])} |"
        for name, item in plain.items()
        if "description" in item and name != "controls"
    ]
    return "\n".join(["## values\n", "| name | what it is | meaning |", "| --- | --- | --- |", *rows, ""])


def _fields(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return dict(item.get("properties", {}))


def _section(title: str, item: Mapping[str, Any], named: Mapping[str, Any]) -> str:
    rows = [
        f"| `{name}` | {kind} | {'yes' if needed else 'no'} | {cell(told)} |"
        for name, kind, needed, told in _rows(item, named)
    ]
    about = f"{cell(item['description'])}\n\n" if "description" in item and title != "The file" else ""
    table = "\n".join(["| field | what it is | required | meaning |", "| --- | --- | --- | --- |", *rows])
    return f"## {title}\n\n{about}{table}\n"


def _rows(
    item: Mapping[str, Any], named: Mapping[str, Any], before: str = ""
) -> Iterator[tuple[str, str, bool, str]]:
    """Fields of an object and of the objects in it, with the way to them."""
    for name, field in _fields(item).items():
        inner = field.get("items", field)
        needed, told = name in item.get("required", ()), field.get("description", "")
        yield before + name, _kind(field, named), needed, told
        way = f"{before}{name}[]." if inner is not field else f"{before}{name}."
        yield from _rows(inner, named, way)


def _kind(field: Mapping[str, Any], named: Mapping[str, Any]) -> str:
    """What a field holds, in words."""
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.replace('_', '-') if name in named else 'values'})"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{one}`" for one in field["enum"])
    if field.get("type") == "array":
        return f"list of {_kind(field.get('items', {}), named)}"
    kinds = field.get("type", "anything")
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
