"""
On a dark page
==============

Colours keep their order: the deeper, the further from the page.
"""

import matplotlib.pyplot as plt

import chirograph as cg

ds = cg.load("nato-ip4")
with plt.style.context("dark_background"):
    figure = cg.plots.pairs(ds.overlap("jaccard"))
