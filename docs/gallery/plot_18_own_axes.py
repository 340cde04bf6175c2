"""
On Axes of your own
===================

Any figure draws where you say.
"""

import matplotlib.pyplot as plt

import chirograph as cg

ds = cg.load("nato-ip4")
picture, places = plt.subplots(2, 2, figsize=(14, 11))
indices = ("jaccard", "dice", "overlap", "ruzicka")
figures = [cg.plots.heatmap(ds.overlap(key), ax=ax) for key, ax in zip(indices, places.flat, strict=True)]
plt.close(picture)
