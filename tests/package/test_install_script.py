"""tools/install refuses clearly where it cannot install, and never asks. (.ci/run runs it for real.)"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from _repo import ROOT

SCRIPT = ROOT / "tools" / "install"
TOOLS = ("sh", "dirname", "sed", "env", "true", "false", "cat")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout with nothing but the script, and a PATH with almost nothing on it."""
    (tmp_path / "checkout" / "tools").mkdir(parents=True)
    shutil.copy(SCRIPT, tmp_path / "checkout" / "tools" / "install")
    (tmp_path / "checkout" / "pyproject.toml").touch()
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    return tmp_path


def program(machine: Path, name: str, body: str) -> None:
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def install(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(machine / "checkout" / "tools" / "install"), *arguments],
        env={"PATH": str(machine / "bin")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_unknown_argument_is_refused(machine: Path) -> None:
    """An unknown argument stops the script before it touches anything, and says what is allowed."""
    done = install(machine, "everything")
    assert done.returncode == 1
    assert "[test|docs|checks]" in done.stderr


def test_machine_without_apt_is_told_what_to_install(machine: Path) -> None:
    """Without apt-get the script names the requirements and the command to go on with."""
    done = install(machine)
    assert done.returncode == 1
    assert "apt-get only" in done.stderr
    assert "pip install" in done.stderr


def test_user_without_sudo_is_told_the_command_for_root(machine: Path) -> None:
    """A user who is not root and has no sudo gets the exact apt-get line."""
    program(machine, "apt-get", "exit 99")
    program(machine, "dpkg-query", "exit 1")
    program(machine, "id", "echo 1000")
    done = install(machine)
    assert done.returncode == 1
    assert re.search(r"apt-get install .*\bcmake\b.*\bpython3-venv\b", done.stderr)


def test_sudo_is_never_allowed_to_ask_without_a_terminal(machine: Path) -> None:
    """With no terminal sudo runs with -n; when it refuses, the script stops and says so."""
    program(machine, "apt-get", "exit 99")
    program(machine, "dpkg-query", "exit 1")
    program(machine, "id", "echo 1000")
    program(machine, "sudo", 'echo "sudo $*" >&2; exit 1')
    done = install(machine)
    assert done.returncode == 1
    assert "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get update" in done.stderr
    assert "apt-get could not install" in done.stderr


def test_old_python_is_refused(machine: Path) -> None:
    """A Python older than 3.11 is refused with the way to name another; apt-get is not called in vain."""
    program(machine, "apt-get", "exit 99")
    program(machine, "dpkg-query", "printf installed")
    program(machine, "python3", "exit 1")
    done = install(machine)
    assert done.returncode == 1
    assert "nothing missing" in done.stdout
    assert "PYTHON=" in done.stderr


def test_checks_only_adds_system_packages(machine: Path) -> None:
    """`checks` stops after the system packages, so it never rebuilds the environment under test."""
    program(machine, "apt-get", "exit 99")
    program(machine, "dpkg-query", "printf installed")
    done = install(machine, "checks")
    assert done.returncode == 0
    assert not (machine / "checkout" / ".venv").exists()


def test_script_is_plain_sh() -> None:
    """The script names no bash-only construct and needs no execute bit."""
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.startswith("#!/bin/sh\n")
    assert not re.search(r"\[\[|\bfunction\b|<<<|\blocal\b|\bread\b", text)
    assert subprocess.run(["sh", "-n", str(SCRIPT)], check=False, env=dict(os.environ)).returncode == 0
