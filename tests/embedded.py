"""The datasets that come with the package: what holds of every dataset is tested on each of them."""

from __future__ import annotations

from pathlib import Path

import chirograph as cg

#: Where they are.
DATA = Path(cg.__file__).parent / "data"
#: Their names.
NAMES = tuple(str(name) for name in cg.datasets()["id"])
