"""
What a budget buys
==================

What each budget adds for certain to the areas common to all, and what is there for certain afterwards.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.plan("core", budget=8).plot(width=8)
