"""
One column of a journal
=======================

Drawn for a width of 3.3 inches, with letters of their usual size.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.practice(ds, width=3.3)
