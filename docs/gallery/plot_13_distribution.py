"""
How likely, under a prior
=========================

Under a stated prior, which is an assumption; the bounds hold without it.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.overlap("jaccard").distribution(prior="mixture").plot()
