"""
All pairs as squares
====================

Lower end in one half of a square, upper end in the other.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.heatmap(ds.overlap("jaccard"))
