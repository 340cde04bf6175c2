"""
Hub and ties
============

A solid line is what a pair shares for certain, the halo what it may share.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.network(ds.interoperability())
