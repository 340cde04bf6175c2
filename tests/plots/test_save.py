"""Figures as files and in notebooks: one file or a folder, the same bytes each time, every kind of export."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from matplotlib import pyplot as plt

import chirograph as cg
from chirograph.errors import ParameterError
from chirograph.plots import PlotResult

HEADS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


def small() -> PlotResult:
    """A small figure with a bar."""
    return cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1).overlap("jaccard").plot()


@pytest.mark.parametrize("end", HEADS)
def test_a_path_with_an_ending_is_one_file(end: str, tmp_path: Path) -> None:
    """`save("a.png")` writes that file and no other, also in capitals or in a new folder; twice too."""
    for name in (f"a.{end}", f"b.{end.upper()}", f"new/folder/c.{end}", f"a.{end}"):
        path = tmp_path / name
        assert small().save(path) == (path,)
        assert path.read_bytes().startswith(HEADS[end])
    made = sorted(file.name for file in tmp_path.rglob("*") if file.is_file())
    assert made == [f"a.{end}", f"b.{end.upper()}", f"c.{end}"]


def test_any_other_path_is_a_folder_as_before(tmp_path: Path) -> None:
    """A name without the ending of a picture is a folder of four files, and so is a folder that is there."""
    (tmp_path / "old.png").mkdir()
    for name in ("plain", "v1.0", "old.png"):
        files = small().save(tmp_path / name, "x")
        assert [file.name for file in files] == ["x.svg", "x.png", "x.csv", "x.txt"]
        assert all(file.parent == tmp_path / name and file.is_file() for file in files)


def test_other_kinds_and_two_names_are_refused(tmp_path: Path) -> None:
    """A kind of picture that is not written, and a file with a second name, are refused; nothing is made."""
    for name in ("a.jpg", "a.eps", "a.tiff"):
        with pytest.raises(ParameterError, match=r"\.png, \.svg or \.pdf"):
            small().save(tmp_path / name)
    with pytest.raises(ParameterError, match="leave it out"):
        small().save(tmp_path / "a.png", "b")
    assert not list(tmp_path.iterdir())


def test_files_are_written_as_all_files_are(tmp_path: Path) -> None:
    """A link is followed and a pipe is written to; nothing else is left in the folder."""
    real, link = tmp_path / "real", tmp_path / "a.png"
    real.write_bytes(b"old")
    real.chmod(0o600)
    link.symlink_to("real")
    small().save(link)
    assert link.is_symlink()
    assert real.read_bytes().startswith(HEADS["png"])
    assert real.stat().st_mode & 0o777 == 0o600
    if hasattr(os, "mkfifo"):
        pipe, got = tmp_path / "p.svg", list[bytes]()
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
        reader.start()
        small().save(pipe)
        reader.join(30)
        assert got
        assert got[0] == small().svg().encode()
    assert {file.name for file in tmp_path.iterdir()} <= {"a.png", "p.svg", "real"}


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """PNG, SVG and PDF hold no date, no version and nothing of a process."""
    code = (
        "import sys, chirograph as cg;"
        "d = cg.plots.heatmap(cg.load('nato-ip4').overlap('jaccard'));"
        "[d.save(f'{sys.argv[1]}/a.{end}') for end in ('png', 'svg', 'pdf')]"
    )
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True, env=env)
        made.append([(folder / f"a.{end}").read_bytes() for end in HEADS])
    assert made[0] == made[1]
    assert b"CreationDate" not in made[0][2]
    assert b"Matplotlib" not in b"".join(made[0])


def test_a_notebook_gets_a_picture_for_each_export() -> None:
    """A bundle has HTML, SVG and PNG, as IPython takes them; a kind can be asked for or left out."""
    drawn = small()
    data, about = drawn._repr_mimebundle_()
    assert set(data) == {"text/html", "image/svg+xml", "image/png"}
    png = base64.b64decode(data["image/png"])
    assert png.startswith(HEADS["png"])
    # Its size on paper, not in dots.
    width, height = drawn.figure.get_size_inches() * 96
    assert about["image/png"] == {"width": round(width), "height": round(height)}
    assert data["image/svg+xml"] == drawn.svg()
    assert set(drawn._repr_mimebundle_(include=["image/png"])[0]) == {"image/png"}
    assert set(drawn._repr_mimebundle_(exclude=["text/html"])[0]) == {"image/svg+xml", "image/png"}


def test_ipython_takes_the_bundle() -> None:
    """What IPython shows of a figure has a picture beside the HTML and the plain text."""
    formatters = pytest.importorskip("IPython.core.formatters")
    display = formatters.DisplayFormatter()
    display.active_types = display.format_types
    data, _ = display.format(small())
    assert {"image/png", "image/svg+xml", "text/html", "text/plain"} <= set(data)


def test_a_figure_of_the_users_is_shown_once() -> None:
    """A figure on the user's own Axes gives no bundle: its own backend shows it. It can be saved."""
    figure, ax = plt.subplots()
    try:
        drawn = cg.load("nato-ip4").overlap("jaccard").plot(ax=ax)
        assert drawn._repr_mimebundle_() == ({}, {})
    finally:
        plt.close(figure)
