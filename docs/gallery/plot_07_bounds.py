"""
Bounds of all pairs
===================

A bar is every value that the unknown cells allow; the diamond is a named assumption.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.bounds(ds.overlap("jaccard"), assume=["like:KOR"])
