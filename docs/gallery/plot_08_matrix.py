"""
The matrix of what is known
===========================

Every cell: its depth, or a hatch that says why it is not known.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.matrix(ds, areas_as="rows", width=6.5)
