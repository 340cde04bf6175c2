"""Every verb on every dataset that comes with the package, with nothing said but its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from embedded import DATA, NAMES

import chirograph as cg

#: A verb and what it is given besides the dataset; how it may end.
VERBS = {
    "codebook": ((), {0}),
    "cite": ((), {0}),
    "claims": ((), {0}),
    "overlap": (("jaccard",), {0}),
    "profile": ((), {0}),
    "ranks": (("jaccard", "--draws", "200"), {0}),
    "likely": (("jaccard",), {0}),
    "interoperability": ((), {0, 1}),
}


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("asked", VERBS)
def test_a_verb_answers_in_words_and_in_json(verb: Any, asked: str, name: str) -> None:
    """It ends as it should, writes no fault, and its JSON can be read."""
    options, ends = VERBS[asked]
    ran = verb(asked, *options, "--data", name)
    assert ran.code in ends, ran.err
    assert ran.out.strip()
    assert verb(asked, *options, "--data", name, "--json").json()


@pytest.mark.parametrize("name", NAMES)
def test_a_dataset_is_checked_compared_exported_and_explained(verb: Any, name: str) -> None:
    """It passes `check`, differs under its first assumption, is exported, and tells one pair in full."""
    assert verb("check", str(DATA / name)).code == 0
    ds = cg.load(name)
    assert verb("compare", ds.assumptions[0], "--data", name).code == 0
    assert verb("export", name, "package").code == 0
    held = json.loads(Path("package/datapackage.json").read_text(encoding="utf-8"))
    assert held["name"] == name
    pair = ",".join(ds.partners[:2])
    told = verb("overlap", "jaccard", "--data", name, "--pair", pair).out
    assert told.startswith(ds.panel().names[ds.partners[0]])
