"""
Areas
=====

Each area by how many programmes certainly have it, and how many may.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.areas(ds)
