"""
A ladder of assumptions
=======================

What each assumption adds to what holds without any, the best founded first.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.ladder().plot(width=8)
