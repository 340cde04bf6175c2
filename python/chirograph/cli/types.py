"""What an option of the command line may hold, and the sentence for what it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chirograph.errors import ChirographError

if TYPE_CHECKING:
    # Older versions of click cannot be subscripted at run time.
    _Type = click.ParamType[Any, Any]
else:
    _Type = click.ParamType

__all__ = ["Amount", "Cell", "Code", "Key", "Kinds", "Length", "Member", "Names"]


class Key(_Type):
    """The key of an indicator; the choices are those of the engine's table, read when one is needed.

    With `pairs`, only indicators that compare two rows of a panel.
    """

    name = "key"

    def __init__(self, *, pairs: bool = False) -> None:
        self.pairs = pairs

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from chirograph.catalogue.indicators import row_of

        try:
            row = row_of(value)
        except ChirographError as error:
            self.fail(str(error), param, ctx)
        if self.pairs and row["arity"] != "pair":
            self.fail(f"{value!r} does not compare two rows of a panel: {row['question']}", param, ctx)
        return str(row["key"])

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from chirograph.catalogue.indicators import rows

        keys = [row["key"] for row in rows() if not self.pairs or row["arity"] == "pair"]
        return [click.shell_completion.CompletionItem(key) for key in keys if key.startswith(incomplete)]


class Member(_Type):
    """`KOR:BICES=1`, `KOR:BICES=0-1`, or `KOR:JPN:PP-ISA=0` for a tie between two partners."""

    name = "member"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[tuple[str, ...], float | tuple[float, float]]:
        who, sign, ends = str(value).partition("=")
        key = tuple(who.split(":"))
        try:
            numbers = [float(part) for part in ends.split("-")]
        except ValueError:
            numbers = []
        if not (sign and all(key) and len(key) in (2, 3) and len(numbers) in (1, 2)):
            self.fail(f"{value!r} is not 'P1:SYSTEM=1', 'P1:SYSTEM=0-1' or 'P1:P2:TIE=0'", param, ctx)
        return key, numbers[0] if len(numbers) == 1 else (numbers[0], numbers[1])


class Length(_Type):
    """`derived`, `JPN=16` or `JPN=10-17`."""

    name = "length"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | tuple[str, int | tuple[int, int]]:
        if not isinstance(value, str) or value == "derived":
            return value  # type: ignore[no-any-return]
        label, sign, ends = value.partition("=")
        parts = ends.split("-")
        if not (
            label and sign and len(parts) <= 2 and all(part.isascii() and part.isdigit() for part in parts)
        ):
            self.fail(f"{value!r} is not 'derived', 'P2=16' or 'P2=10-17'", param, ctx)
        numbers = [int(part) for part in parts]
        return label, numbers[0] if len(numbers) == 1 else (numbers[0], numbers[1])


class Amount(_Type):
    """`JPN=2`: a number of a partner."""

    name = "amount"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        label, sign, number = value.partition("=")
        try:
            return label, float(number) if label and sign else float("x")
        except ValueError:
            self.fail(f"{value!r} is not 'P1=2'", param, ctx)


class Cell(_Type):
    """`KOR:A07`, `KOR:A07=2` with a depth, or with `pairs` two of them, as in `KOR:A07,JPN:A07`."""

    name = "cell"

    def __init__(self, *, pairs: bool = False) -> None:
        self.pairs = pairs

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Any, ...]:
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        if self.pairs:
            first, _, second = value.partition(",")
            return self._one(first, value, param, ctx), self._one(second, value, param, ctx)
        return self._one(value, value, param, ctx)

    def _one(
        self, text: str, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Any, ...]:
        where, sign, depth = text.partition("=")
        row, colon, area = where.partition(":")
        if not (row and colon and area) or (sign and (self.pairs or not depth.isdigit())):
            form = "'P1:A1,P2:A2'" if self.pairs else "'P1:A1' or 'P1:A1=2'"
            self.fail(f"{value!r} is not {form}", param, ctx)
        return (row, area, int(depth)) if sign else (row, area)


class Code(_Type):
    """`unpublished`, or `?=unpublished`: what a cell without a depth means, all of them or one code."""

    name = "code"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str | None, str]:
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        code, sign, word = value.rpartition("=")
        return (code if sign else None), word


class Kinds(_Type):
    """`form`, or `form=none,court,arbitration`: an area of kinds, and their words."""

    name = "kinds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, tuple[str, ...]]:
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        area, sign, words = value.partition("=")
        return area, tuple(words.split(",")) if sign else ()


class Names(_Type):
    """`KOR,JPN` or `KOR=Republic of Korea,JPN=Japan`: names by id, each id once."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        found: dict[str, str] = {}
        for item in value.split(","):
            key, sign, name = (part.strip() for part in item.partition("="))
            if not key or (sign and not name):
                self.fail(f"{item!r} is not ID or ID=NAME", param, ctx)
            if key in found:
                self.fail(f"{key!r} is given twice", param, ctx)
            found[key] = name or key
        return found
