"""
Levels
======

One depth for each pair: what both have in more than half of the areas of every dimension.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.levels(ds.interoperability())
