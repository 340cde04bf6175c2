"""Draws the pictures of README.md from the library, with the data that ships.

python tools/figures.py            write docs/figures/*.svg
python tools/figures.py --check    exit 1 when a committed picture does not show today's numbers
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import chirograph as cg

FIGURES = Path(__file__).parents[1] / "docs" / "figures"


def drawn() -> dict[str, str]:
    """File name and SVG text of every picture."""
    dataset = cg.load("nato-ip4")
    pictures = {"practice.svg": cg.plots.practice(dataset), "pairs.svg": cg.plots.pairs(dataset)}
    return {name: picture.svg() for name, picture in pictures.items()}


def words(svg: str) -> list[str]:
    """What a picture says: title, description, labels. How it is drawn may differ between versions."""
    return re.findall(r"<(?:title|desc|text)\b[^>]*>([^<]*)<", svg)


def main() -> int:
    """Write or check the pictures; 0 when all are (now) current."""
    parser = argparse.ArgumentParser(description="Draw the pictures of README.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a picture is stale")
    check = parser.parse_args().check
    stale = False
    FIGURES.mkdir(parents=True, exist_ok=True)
    for name, svg in drawn().items():
        path = FIGURES / name
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        current = words(before) == words(svg) if check else before == svg
        print(f"{'current' if current else 'STALE' if check else 'written'}  docs/figures/{name}")
        stale = stale or not current
        if not check:
            path.write_text(svg, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
