"""
Programmes over time
====================

When each programme stood, how much of it is known, and what happened beside it.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = cg.plots.timeline(ds, width=8)
