"""
Every choice of an index
========================

The range of one pair under each combination of choices that could be defended.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
choices = {"index": ["jaccard", "dice", "overlap", "ochiai"], "threshold": [1, 2]}
figure = ds.overlap("jaccard").multiverse(choices).plot(pair=("JPN", "KOR"))
