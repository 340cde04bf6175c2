"""The command ``chirograph``."""

from __future__ import annotations

from chirograph.cli.main import main

__all__ = ["main"]
