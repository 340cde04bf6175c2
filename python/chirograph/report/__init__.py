"""The report: what it is about, its sections, its page."""

from __future__ import annotations

from chirograph.report.write import report

__all__ = ["report"]
