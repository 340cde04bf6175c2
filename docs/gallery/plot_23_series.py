"""
An indicator over time
======================

The range of an overlap on every day on which what is on record changes; hatched where nothing is known.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.series("jaccard").plot(width=8)
