"""
Practice
========

How many areas each programme certainly has, and how deep at least.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.practice(ds)
