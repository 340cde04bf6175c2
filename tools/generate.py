"""Writes what follows from the code: the stub `_core.pyi`, the README's table of indicators, and its answer.

They are committed; a test compares them with a fresh run. From the root of a checkout:

    python tools/generate.py            write them
    python tools/generate.py --check    say which are out of date (exit code 1)
"""

from __future__ import annotations

import argparse
import ast
import collections.abc
import inspect
import re
import sys
import textwrap
import typing
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from chirograph import _core

__all__ = ["answer", "indicator_table", "markdown_table", "region", "stub", "with_region"]

_HEAD = '"""Generated from the compiled module by `python tools/generate.py`. Do not edit."""\n'
_ALIASES = """
Whole: TypeAlias = SupportsInt | SupportsIndex
Real: TypeAlias = SupportsFloat | SupportsIndex
"""
# pybind11 writes full names; the stub imports short ones. Containers of mixed values stay open.
_SHORT = (
    ("typing.SupportsInt | typing.SupportsIndex", "Whole"),
    ("typing.SupportsFloat | typing.SupportsIndex", "Real"),
    ("collections.abc.", ""),
    ("typing.", ""),
    ("chirograph._core.", ""),
)
_OPEN = {
    "dict": "dict[str, Any]",
    "list": "list[dict[str, Any]]",
    "numpy.ndarray": "numpy.typing.NDArray[Any]",
}
_WIDTH = 110
#: Letters of a line of the README.
_PROSE = 120


def _shortened(text: str) -> str:
    for long, short in _SHORT:
        text = re.sub(r"(?<![\w.])" + re.escape(long), short, text)
    # Eigen's shapes are for readers of the docstring.
    return re.sub(r'Annotated\[(numpy\.typing\.NDArray\[[\w.]+\])(, "[^"]+")+\]', r"\1", text)


def _parts(text: str) -> Iterator[str]:
    """The parameters of a signature: split at commas outside brackets."""
    depth, start = 0, 0
    for i, letter in enumerate(text):
        depth += (letter in "[(") - (letter in "])")
        if letter == "," and depth == 0:
            yield text[start:i].strip()
            start = i + 1
    if text[start:].strip():
        yield text[start:].strip()


def _signature(doc: str, indent: str) -> list[str]:
    """The first line of a pybind11 docstring as a stub's `def`, without its body."""
    found = re.fullmatch(r"(\w*)\((.*)\) -> (.+)", doc.splitlines()[0])
    if found is None:
        raise ValueError(f"not a signature pybind11 writes: {doc.splitlines()[0]!r}")
    name, parameters, result = found.groups()
    listed = []
    for part in _parts(_shortened(parameters)):
        declared = "self" if part.startswith("self:") else part
        listed.append(re.sub(r" = .+$", " = ...", declared))
    result = _OPEN.get(result, _shortened(result))
    line = f"{indent}def {name}({', '.join(listed)}) -> {result}:"
    if len(line) <= _WIDTH:
        return [line]
    return [f"{indent}def {name}(", *(f"{indent}    {part}," for part in listed), f"{indent}) -> {result}:"]


def _function(doc: str, indent: str) -> list[str]:
    lines = _signature(doc, indent)
    text = inspect.cleandoc("\n".join(doc.splitlines()[1:])).strip()
    if not text:
        return [*lines[:-1], lines[-1] + " ..."]
    body = [f"{indent}    {line}".rstrip() for line in f'"""{text}"""'.splitlines()]
    return [*lines, *body]


def _property(name: str, doc: str) -> list[str]:
    result = doc.strip().splitlines()[0].split(" -> ")[1]
    result = _OPEN.get(result, _shortened(result))
    return ["    @property", f"    def {name}(self) -> {result}: ..."]


def _class(cls: type) -> list[str]:
    lines = [f"class {cls.__name__}:"]
    own = (cls.__doc__ or "").strip()
    if own:
        lines.append(f'    """{own}"""')
    for name, member in vars(cls).items():
        doc = (member.fget if isinstance(member, property) else member).__doc__ or ""
        if isinstance(member, property):
            lines += _property(name, doc)
        elif callable(member) and re.match(rf"{name}\(", doc):
            lines += _function(doc, "    ")
    return lines


def _imports(body: str) -> str:
    """The import lines for every name the annotations of a stub use."""
    names = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
    abstract = names & set(collections.abc.__all__)
    lines = [
        f"from {module} import {', '.join(sorted(used))}"
        for module, used in (
            ("collections.abc", abstract),
            ("typing", (names - abstract) & set(typing.__all__)),
        )
        if used
    ]
    return "\n".join([*lines, "", "import numpy", "import numpy.typing", ""])


def stub(module: ModuleType = _core) -> str:
    """The text of `_core.pyi`, read from the docstrings pybind11 writes.

    Returns
    -------
    str
        A stub with every public name of the module and the literal type of all indicator keys.

    Examples
    --------
    >>> "class Panel:" in stub()
    True
    """
    keys = ", ".join(f'"{row["key"]}"' for row in _core.catalogue())
    listed = "\n".join(f"    {key}," for key in keys.split(", "))
    blocks = [_ALIASES, f"IndicatorKey: TypeAlias = Literal[\n{listed}\n]\n", "__version__: str\n"]
    names = sorted(name for name in vars(module) if not name.startswith("_"))
    for name in names:
        member = getattr(module, name)
        if not isinstance(member, type):
            blocks.append("\n".join(_function(member.__doc__ or "", "")) + "\n")
    for name in names:
        member = getattr(module, name)
        if isinstance(member, type):
            blocks.append("\n" + "\n".join(_class(member)) + "\n")
    body = "\n".join(blocks)
    return f"{_HEAD}\n{_imports(body)}{body}"


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; bars inside cells are escaped.

    Examples
    --------
    >>> print(markdown_table(["a"], [["1|2"]]))
    | a |
    | --- |
    | 1\\|2 |
    """
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def indicator_table() -> str:
    """The README's table: one line per row of the engine's catalogue."""
    rows = []
    for row in _core.catalogue():
        named = ", ".join(f"`{parameter['name']}`" for parameter in row["parameters"])
        span = f"{row['low']:g} to {row['high']:g}"
        rows.append([f"`{row['key']}`", row["question"], f"`{row['formula']}`", span, named])
    return markdown_table(["key", "question it answers", "formula", "range", "parameters"], rows)


def answer() -> str:
    """The README's first lines: what the first dataset answers to its question, as Markdown."""
    import chirograph as cg

    found = cg.load("nato-ip4").answer()
    lines = [f"**{found.question}** {found.verdict}"]
    lines += [f"- {' '.join(part for part in (one.sentence, one.under) if part)}" for one in found.sentences]
    lines.append(f"Read next: {found.next}")
    folded = (textwrap.fill(line, _PROSE, subsequent_indent="  " * (line[0] == "-")) for line in lines)
    first, *sentences, last = folded
    return "\n\n".join([first, "\n".join(sentences), last])


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: generated -->", f"<!-- {name}: end -->"


def region(text: str, name: str) -> str:
    """What stands between the two comments that mark a generated region.

    Raises
    ------
    ValueError
        When the comments are missing or repeated.

    Examples
    --------
    >>> region("<!-- a: generated -->\\none\\n<!-- a: end -->", "a")
    'one'
    """
    begin, end = _marks(name)
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"the text needs exactly one {begin} and one {end}")
    return text.split(begin)[1].split(end)[0].strip("\n")


def with_region(text: str, name: str, content: str) -> str:
    """`text` with `content` as the generated region `name`; the rest is untouched."""
    region(text, name)
    begin, end = _marks(name)
    head, rest = text.split(begin)
    return f"{head}{begin}\n{content}\n{end}{rest.split(end)[1]}"


def outputs(root: Path) -> dict[Path, str]:
    """Every generated file of a checkout with the text it should have."""
    readme, regions = root / "README.md", {"indicators": indicator_table(), "answer": answer()}
    text = readme.read_text(encoding="utf-8")
    for name, content in regions.items():
        text = with_region(text, name, content)
    return {
        root / "python" / "chirograph" / "_core.pyi": stub(),
        readme: text,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the generated files.

    Returns
    -------
    int
        0 when all files are (now) current, 1 when a check finds a stale one.

    Examples
    --------
    >>> main(["--check", "--root", "."])  # doctest: +SKIP
    0
    """
    parser = argparse.ArgumentParser(prog="python tools/generate.py", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is stale")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="root of the checkout")
    given = parser.parse_args(arguments)
    if not (given.root / "README.md").is_file():
        parser.error(f"no README.md in {given.root}: run it from the root of a checkout")
    stale = False
    for path, text in outputs(given.root).items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            print(f"current  {path.relative_to(given.root)}")
            continue
        stale = True
        if given.check:
            print(f"STALE    {path.relative_to(given.root)}: run python tools/generate.py")
        else:
            path.write_text(text, encoding="utf-8")
            print(f"written  {path.relative_to(given.root)}")
    return 1 if stale and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
