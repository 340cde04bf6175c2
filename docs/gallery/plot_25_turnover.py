"""
What changed between two programmes
===================================

Strong is certain, whatever the rest of both texts says; what cannot be compared is hatched.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.change().plot(width=8)
