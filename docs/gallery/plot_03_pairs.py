"""
Pairs
=====

What both programmes of a pair have for certain, what is not known, and what they certainly have not both.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.pairs(ds.overlap("jaccard"))
