"""Files that follow from the compiled module are current, and say the truth about it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from _repo import PACKAGE, ROOT

from chirograph import _core
from tools import generate


def test_generated_files_are_current() -> None:
    """The stub and the README's table equal a fresh run of `python tools/generate.py`."""
    for path, text in generate.outputs(ROOT).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python tools/generate.py"


def test_check_reports_a_stale_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` writes nothing and exits 1 on a stale file; without it the file is mended."""
    package = tmp_path / "python" / "chirograph"
    package.mkdir(parents=True)
    (tmp_path / "README.md").write_text((ROOT / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    (package / "_core.pyi").write_text("stale", encoding="utf-8")
    where = ["--root", str(tmp_path)]
    assert generate.main(["--check", *where]) == 1
    assert "STALE" in capsys.readouterr().out
    assert (package / "_core.pyi").read_text(encoding="utf-8") == "stale"
    assert generate.main(where) == 0
    assert generate.main(["--check", *where]) == 0


def test_stub_names_everything_the_module_has() -> None:
    """Every public name of the module, and of its classes, stands in the stub."""
    tree = ast.parse((PACKAGE / "_core.pyi").read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    public = {name for name in vars(_core) if not name.startswith("_")}
    assert functions | set(classes) == public
    for name, node in classes.items():
        stubbed = {item.name for item in node.body if isinstance(item, ast.FunctionDef)} - {"__init__"}
        real = {member for member in vars(getattr(_core, name)) if not member.startswith("_")}
        assert stubbed == real, name


def test_stub_lists_the_keys_of_the_catalogue() -> None:
    """The literal type `IndicatorKey` has the keys of the table, in its order."""
    text = (PACKAGE / "_core.pyi").read_text(encoding="utf-8")
    listed = re.search(r"IndicatorKey: TypeAlias = Literal\[(.*?)\]", text, re.S)
    assert listed is not None
    assert re.findall(r'"(\w+)"', listed.group(1)) == [row["key"] for row in _core.catalogue()]


def test_stub_parameters_can_be_given_by_name() -> None:
    """The names the stub promises for Panel are those the module accepts."""
    cells = np.zeros((2, 3), dtype=np.uint8)
    panel = _core.Panel(lower=cells, upper=cells + np.uint8(1), weights=np.ones(3), max_depth=1, blocks=[])
    key = _core.catalogue()[0]["key"]
    assert panel.overlap(key=key, parameters={}, threads=1)["lower"].shape == (2, 2)
    assert panel.pair(key=key, p=0, q=1, parameters={})["upper"] == 1.0


def test_regions_refuse_missing_and_repeated_markers() -> None:
    """A text without its two markers, or with one of them twice, is refused."""
    good = "<!-- a: generated -->\nx\n<!-- a: end -->"
    assert generate.region(good, "a") == "x"
    assert generate.region(generate.with_region(good, "a", "y\nz"), "a") == "y\nz"
    for bad in ("", good + good, good.replace("<!-- a: end -->", "")):
        with pytest.raises(ValueError, match="exactly one"):
            generate.region(bad, "a")
