"""Generated regions of a Markdown file: what stands between two markers is written by a command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def markers(name: str) -> tuple[str, str]:
    """The comments before and after the generated region `name`."""
    return f"<!-- {name}: generated -->", f"<!-- {name}: end -->"


def region(text: str, name: str) -> str:
    """What stands between the markers of `name`; ValueError when they are missing or repeated."""
    begin, end = markers(name)
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"the text needs exactly one {begin} and one {end}")
    return text.split(begin)[1].split(end)[0].strip("\n")


def with_region(text: str, name: str, content: str) -> str:
    """`text` with `content` between the markers of `name`."""
    begin, end = markers(name)
    region(text, name)
    head, rest = text.split(begin)
    return f"{head}{begin}\n{content}\n{end}{rest.split(end)[1]}"


def write_region(path: Path, name: str, content: str) -> bool:
    """Put `content` between the markers of `name` in a file; True when the file changed."""
    before = path.read_text(encoding="utf-8")
    after = with_region(before, name, content)
    path.write_text(after, encoding="utf-8")
    return after != before


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
