"""
What a document would settle
============================

For each list that was not read: how many orders of pairs it settles, at worst and at best.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.value_of_documents(together=1).plot(width=8)
