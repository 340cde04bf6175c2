"""
Dimensions
==========

What each pair has in common in every dimension, from certain to possible.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.dimensions(ds.interoperability())
