"""Writes the hostile fixtures from one valid dataset, and their messages into the manifest.

``python tests/hostile/hostile_files.py`` rewrites the files under refuse/ and accept/, except
accept/minimal.json, which is written by hand. With ``--bless`` it also rewrites the messages in
manifest.json from what the loader says now: read the difference before committing it. Run it when the
format changes; a test says when the files are out of date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from hostile_edits import ACCEPTED, EDITS, MAKERS, RAW, Document, Edit, only_required

HERE = Path(__file__).resolve().parent
MINIMAL = HERE / "accept" / "minimal.json"


def full() -> Document:
    """The valid dataset with every table filled."""
    document: Document = json.loads(MINIMAL.read_text(encoding="utf-8"))
    return document


def core() -> Document:
    """The same with the optional parts left out, so that a fixture is short."""
    document = full()
    only_required(document)
    return document


def edited(edit: Edit, whole: bool) -> bytes:
    """The bytes of one fixture: an edit of the dataset, one line for each top-level field."""
    document = full() if whole else core()
    replaced = edit(document)
    if isinstance(replaced, bytes):
        return replaced
    result = document if replaced is None else replaced
    if not isinstance(result, dict):
        return json.dumps(result, ensure_ascii=False).encode() + b"\n"
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in result.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def files() -> dict[str, bytes]:
    """Every committed fixture by its path, apart from the hand-written one."""
    made = {f"refuse/{name}.json": data for name, data in RAW.items()}
    made |= {f"refuse/{name}.json": edited(edit, whole) for name, (edit, whole) in EDITS.items()}
    made |= {f"accept/{name}.json": edited(edit, True) for name, edit in ACCEPTED.items()}
    return made


def made(recipe: str) -> bytes:
    """The bytes of a fixture too large to commit, from its recipe "name count"."""
    name, count = recipe.split()
    return MAKERS[name](int(count), core())


def verdict(data: bytes, name: str) -> tuple[list[str], str]:
    """The loader's messages, and whether the schema accepts, rejects or never saw the document."""
    from chirograph import _core
    from chirograph.errors import DataError

    try:
        _core.read_dataset(data, name)
    except DataError as error:
        codes = {fault.code for fault in error.faults}
        schema = "unparsed" if "gate" in codes else "reject" if "schema" in codes else "accept"
        return str(error).splitlines(), schema
    return [], "accept"


def bless() -> None:
    """Rewrite the manifest from what the loader says now."""
    recipes = json.loads((HERE / "recipes.json").read_text(encoding="utf-8"))
    fixtures = {path: (HERE / path).read_bytes() for path in sorted([*files(), "accept/minimal.json"])}
    fixtures |= {recipe: made(recipe) for recipe in sorted(recipes)}
    manifest: dict[str, Any] = {}
    for path, data in fixtures.items():
        messages, schema = verdict(data, Path(path).name)
        manifest[path] = {"messages": messages, "schema": schema}
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (HERE / "manifest.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Write every fixture; with --bless the manifest too."""
    for path, data in files().items():
        target = HERE / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
    if "--bless" in sys.argv[1:]:
        bless()


if __name__ == "__main__":
    main()
