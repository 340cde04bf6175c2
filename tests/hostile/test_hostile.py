"""Files that must be refused, each with its exact message, and unusual ones that must be accepted."""

from __future__ import annotations

import json
import random
import threading
from pathlib import Path
from typing import Any

import pytest
from hostile_files import HERE, files, full, made, verdict
from jsonschema import Draft202012Validator

import chirograph
from chirograph import _core

MANIFEST: dict[str, Any] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
RECIPES: list[str] = json.loads((HERE / "recipes.json").read_text(encoding="utf-8"))
COMMITTED = [path for path in MANIFEST if path not in RECIPES]
PARSED = [path for path in COMMITTED if MANIFEST[path]["schema"] != "unparsed"]
SHIPPED = sorted((Path(chirograph.__file__).parent / "data").glob("*/data.json"))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """An independent reader of the published schema."""
    return Draft202012Validator(json.loads(_core.schema()))


@pytest.fixture(scope="module")
def quick() -> Draft202012Validator:
    """The same with every definition in the place that refers to it, which takes half the time to ask."""
    schema = json.loads(_core.schema())
    return Draft202012Validator(spelled_out(schema, schema["$defs"]))


def spelled_out(part: Any, definitions: dict[str, Any]) -> Any:
    """A part of the schema without a reference; one that refers says nothing else."""
    if isinstance(part, list):
        return [spelled_out(one, definitions) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        (name,) = part.values()
        return spelled_out(definitions[name.removeprefix("#/$defs/")], definitions)
    return {key: spelled_out(one, definitions) for key, one in part.items() if key != "$defs"}


def agree(document: Any, validator: Draft202012Validator) -> tuple[str, str]:
    """The structural verdicts of the loader and of jsonschema on one document."""
    data = json.dumps(document, ensure_ascii=False).encode()
    ours = verdict(data, "made.json")[1]
    # what the gate alone refuses in such a document, control characters, the schema refuses too
    return ours.replace("unparsed", "reject"), "accept" if validator.is_valid(document) else "reject"


def test_fixtures_are_what_the_generator_writes() -> None:
    """Every committed fixture is current, and no file or entry is left over."""
    current = files()
    on_disk = {path.relative_to(HERE).as_posix() for path in HERE.glob("*/*.json")}
    assert on_disk == {*current, "accept/minimal.json"}
    assert set(MANIFEST) == on_disk | set(RECIPES)
    assert [path for path, data in current.items() if (HERE / path).read_bytes() != data] == []


def test_there_are_enough_fixtures() -> None:
    """At least 60 files are refused and at least ten accepted, and the folders say which."""
    refused = [path for path in COMMITTED if path.startswith("refuse/")]
    accepted = [path for path in COMMITTED if path.startswith("accept/")]
    assert len(refused) >= 60
    assert len(accepted) >= 10
    assert all(MANIFEST[path]["messages"] for path in refused)
    assert not any(MANIFEST[path]["messages"] for path in accepted)


@pytest.mark.parametrize("path", COMMITTED)
def test_loader_says_exactly_this(path: str) -> None:
    """A fixture is accepted, or refused with every message of the manifest and no other."""
    messages, schema = verdict((HERE / path).read_bytes(), Path(path).name)
    assert messages == MANIFEST[path]["messages"]
    assert schema == MANIFEST[path]["schema"]


@pytest.mark.parametrize("path", PARSED)
def test_jsonschema_agrees(path: str, validator: Draft202012Validator) -> None:
    """The loader and jsonschema give the same structural verdict on every fixture that passes the gate."""
    document = json.loads((HERE / path).read_bytes())
    assert ("accept" if validator.is_valid(document) else "reject") == MANIFEST[path]["schema"]


@pytest.mark.parametrize("recipe", RECIPES)
def test_large_files_are_refused(recipe: str) -> None:
    """A file of up to 17 MiB made to hurt is refused with its message, and no other."""
    messages, schema = verdict(made(recipe), recipe)
    assert messages == MANIFEST[recipe]["messages"]
    assert schema == MANIFEST[recipe]["schema"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_shipped_datasets_are_accepted(path: Path, validator: Draft202012Validator) -> None:
    """The datasets of the package pass the loader, and jsonschema accepts them too."""
    assert verdict(path.read_bytes(), path.name) == ([], "accept")
    assert validator.is_valid(json.loads(path.read_bytes()))


STRANGE: list[Any] = [
    None, True, False, 0, 1, 2, 1.0, 1.5, -1, 10, 1e6, 4097, "", "x", "A1", "XAA", "strict", "2025-1",
    "2025-02-30", "A1\n", "ring \x07", "next\x85line", "\u00fc" * 65, "\U0001d54f" * 400, "a b", "-",
    "2025~/2026", "../2025", "..", "en/fr",
    "https://example.org", "http://\u00e9", "\u0661", [], ["S1"], ["S1", "S1"], [1, 1.0], [True, 1], {},
    {"zz": 1}, [[]], [{}],
]  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container of a document with each of its keys."""
    found: list[tuple[Any, Any]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found.append((value, key))
        found.extend(places(inner))
    return found


def mutate(document: Any, rng: random.Random) -> None:
    """One random change of structure or value somewhere in the document."""
    container, key = rng.choice(places(document))
    change = rng.randrange(6)
    copy = json.loads(json.dumps(container[key]))
    if change == 0:
        del container[key]
    elif change == 1 and isinstance(container, dict):
        container[rng.choice(["zz", "note", "id", "lower", f"{key}s"])] = json.loads(
            json.dumps(container[key])
        )
    elif change == 2 and isinstance(container, list):
        container.append(copy)
    elif change == 3:
        container[key] = json.loads(json.dumps(rng.choice(places(document))[0]))
    else:
        container[key] = rng.choice(STRANGE)


@pytest.mark.parametrize("seed", range(12))
def test_loader_and_jsonschema_agree_on_random_documents(seed: int, quick: Draft202012Validator) -> None:
    """On random changes of a valid dataset, accepted or not, both readers of the schema agree."""
    rng = random.Random(seed)
    verdicts = set()
    for _ in range(40):
        document = json.loads(json.dumps(full()))
        for _ in range(rng.choice([1, 1, 1, 2])):
            mutate(document, rng)
        ours, theirs = agree(document, quick)
        assert ours == theirs, json.dumps(document)
        verdicts.add(ours)
    assert verdicts == {"accept", "reject"}


@pytest.mark.parametrize("place", [
    ("id",), ("title",), ("as_of",), ("method",), ("licence",), ("codebook", "version"),
    ("codebook", "statuses", 0, "id"), ("programmes", 0, "id"), ("programmes", 0, "kind"),
    ("programmes", 0, "start"), ("listings", 0, "note"), ("listings", 0, "areas", 0, "area"),
    ("sources", 0, "language"), ("sources", 0, "url"),
])  # fmt: skip
@pytest.mark.parametrize("control", ["\n", "\t", "\x00", "\x1f", "\x7f", "\x85", "\x9f"])
def test_no_reader_takes_a_control_character(
    place: tuple[str | int, ...], control: str, quick: Draft202012Validator
) -> None:
    """Text of every type that ends in a control character is refused by the loader and by jsonschema."""
    document = full()
    container: Any = document
    for step in place[:-1]:
        container = container[step]
    container[place[-1]] += control
    assert agree(document, quick) == ("reject", "reject")


def test_threads_get_their_own_errors() -> None:
    """Readers in several threads at once neither disturb nor lose each other's refusals."""
    paths = [path for path in COMMITTED if path.startswith("refuse/")][:: len(COMMITTED) // 40 or 1]
    wrong: list[str] = []

    def read(start: int) -> None:
        for path in paths[start:] + paths[:start]:
            if verdict((HERE / path).read_bytes(), Path(path).name)[0] != MANIFEST[path]["messages"]:
                wrong.append(path)

    workers = [threading.Thread(target=read, args=(i,)) for i in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == []
