"""The verb `documents`: what Python gives, in words and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from screens import whole

import chirograph as cg

pytestmark = pytest.mark.usefixtures("once")


def test_documents_prints_what_each_settles(verb: Any) -> None:
    """Worst, best and expected of each document and each two, as the table of the dataset has them."""
    ran = verb("documents", "--prior", "0.5", "--prior", "pooled", "--wide")
    assert ran.code == 0, ran.err
    found = cg.load("nato-ip4").value_of_documents(prior=[0.5, "pooled"])
    assert ran.out.rstrip("\n") == whole(found)
    lines = {line.split("  ")[0]: line.split() for line in ran.out.splitlines()}
    assert lines["NZL"][1:6] == ["24", "0", "12", "2.03", "0.83"]
    assert ran.out.count(" and ") >= 3


def test_scenarios_and_tables_are_taken(verb: Any, tmp_path: Path) -> None:
    """A scenario is a row of its own; a table with unknown cells stands in place of the data."""
    told = verb(
        "documents", "--together", "1", "--prior", "0.5", "--scenario", "NZL=A02,A03,A09,A18", "--json"
    )
    rows = {"".join(one["documents"]): one for one in told.json()["values"]}
    assert rows["NZL=A02,A03,A09,A18"]["worst"] == [8, 8]
    table = tmp_path / "mine.csv"
    table.write_text("programme,a,b,c\nx,1,?,0\ny,1,1,?\nz,?,0,1\n", encoding="utf-8")
    ran = verb(
        "documents", "--data", str(table), "--max-depth", "1", "--missing", "?=unknown", "--prior", "0.5"
    )
    assert ran.code == 0, ran.err
    assert "of 3 settled" in ran.out


def test_what_cannot_be_is_refused(verb: Any) -> None:
    """A scenario that is none, and one that is not about overlap, end with the exit code of wrong use."""
    assert "is not P1=A1,A2" in verb("documents", "--scenario", "four topics").err
    ran = verb("documents", "--about", "claims", "--scenario", "NZL=A02")
    assert (ran.code, "--scenario is about overlap" in ran.err) == (2, True)
    assert verb("documents", "--together", "4").code == 2
