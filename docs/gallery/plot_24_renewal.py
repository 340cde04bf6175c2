"""
Before and after a renewal
==========================

What one common agenda would do to every pair, whatever the unpublished texts say.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.whatif("one common agenda").plot(width=8)
