"""
Twelve programmes
=================

Invented cells, a third of them unknown: areas are counted where columns find no room.
"""

import numpy as np

import chirograph as cg

rng = np.random.default_rng(7)
depth = rng.integers(0, 4, (12, 10))
unknown = rng.random((12, 10)) < 0.33
names = [f"Programme {letter}" for letter in "ABCDEFGHIJKL"]
panel = cg.Panel(np.where(unknown, 0, depth), np.where(unknown, 3, depth), rows=names)
figure = cg.plots.practice(panel)
