"""Pages that are written from what they are about, each time the site is built."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pages
import worked
from docutils import nodes

import chirograph as cg

ROOT = Path(__file__).parents[2]


def write(folder: Path, texts: dict[str, str]) -> None:
    """Make the files of a folder these; what did not change keeps its date, so it is not built again."""
    for old in folder.rglob("*") if folder.is_dir() else ():
        if old.is_file() and old.suffix != ".svg" and old.relative_to(folder).as_posix() not in texts:
            old.unlink()
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


def reference(folder: Path) -> dict[str, str]:
    """The pages of the reference, file name to text; the pictures of indicators are drawn on the way."""
    texts = {
        "index.md": pages.contents(),
        "commands.md": pages.commands(),
        "contributing.md": from_root("CONTRIBUTING.md"),
        "changelog.md": from_root("CHANGELOG.md"),
        "format.md": pages.data_format(ROOT / "cpp" / "io" / "schema" / "dataset.schema.json"),
        "indicators/index.md": pages.indicators(),
        **pages.members(),
    }
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    for row in cg.indicators():
        key = str(row["key"])
        example = worked.worked(key)
        words = worked.draw(key, example, folder / "indicators" / f"{key}.svg")
        texts[f"indicators/{key}.md"] = pages.indicator(key, example, words)
    return texts


def make(app: Any) -> None:
    """Write the reference and lay the notebooks beside it."""
    import matplotlib as mpl

    source = Path(app.srcdir)
    with mpl.rc_context({"svg.hashsalt": "chirograph", "svg.fonttype": "path"}):
        write(source / "reference", reference(source / "reference"))
    notebooks = source / "notebooks"
    notebooks.mkdir(exist_ok=True)
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        shutil.copy2(file, notebooks / file.name)


#: Documents at the root of the checkout, and their pages here.
_AT_ROOT = {
    "CONTRIBUTING.md": "reference/contributing.md",
    "CHANGELOG.md": "reference/changelog.md",
    "README.md": "index.md",
}


def from_root(name: str) -> str:
    """A document of the root as a page of the reference, its links told from there."""

    def here(found: re.Match[str]) -> str:
        target = found[1]
        if "://" in target or target.startswith("#"):
            return found[0]
        if target in _AT_ROOT:
            return f"](../{_AT_ROOT[target]})"
        return f"](../{target.removeprefix('docs/')})" if target.startswith("docs/") else f"](../../{target})"

    return re.sub(r"\]\(([^)]+)\)", here, (ROOT / name).read_text(encoding="utf-8"))


def lead_home(app: Any, page: str, text: list[str]) -> None:
    """Links that lead out of docs/ to a document of the root lead to its page here."""
    for name, here in _AT_ROOT.items():
        text[0] = text[0].replace(f"](../{name}", f"]({here}")


def give_words(app: Any, tree: nodes.document) -> None:
    """Pictures have words: those stored beside them in a notebook; small ones of the gallery its name."""
    for bundle in tree.findall(nodes.container):
        if bundle.get("nb_element") != "mime_bundle":
            continue
        kinds = {part.get("mime_type"): part for part in bundle.findall(nodes.container)}
        if "text/plain" in kinds:
            for image in bundle.findall(nodes.image):
                image["alt"] = " ".join(kinds["text/plain"].astext().split())
    for image in tree.findall(nodes.image):
        if image["uri"].endswith("_thumb.png"):
            name = Path(image["uri"]).name.removeprefix("sphx_glr_").removesuffix("_thumb.png")
            image["alt"] = f"The figure of {name.split('_', 2)[2].replace('_', ' ')}, small"


def setup(app: Any) -> dict[str, Any]:
    """Sphinx asks for this."""
    app.connect("builder-inited", make, priority=100)
    app.connect("source-read", lead_home)
    app.connect("doctree-read", give_words)
    return {"parallel_read_safe": True}
