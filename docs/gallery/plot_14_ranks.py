"""
Places a pair can have
======================

The outline holds whatever the texts say; the ink stands under a stated prior.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.overlap("jaccard").rank(prior="mixture").plot()
