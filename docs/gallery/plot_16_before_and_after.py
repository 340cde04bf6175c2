"""
Before and after
================

The older programmes beside the newer ones. Wide ranges on the left: little of them is public.
"""

import matplotlib.pyplot as plt

import chirograph as cg

ds = cg.load("nato-ip4")
picture, (left, right) = plt.subplots(1, 2, figsize=(12, 4.5))
before = cg.plots.practice(ds.panel(kind="IPCP"), ax=left, title="Before: IPCP")
after = cg.plots.practice(ds.panel(kind="ITPP"), ax=right, title="After: ITPP")
plt.close(picture)
