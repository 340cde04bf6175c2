"""
Profile of programmes
=====================

Shares of what each programme says: what it leans to, and how much of it is public.
"""

import chirograph as cg

ds = cg.load("nato-ip4")
figure = ds.profile().plot(keys=["set_share", "public_share"])
