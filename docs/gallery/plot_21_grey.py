"""
In shades of grey
=================

Printed without colour: depths differ in lightness, and numbers and hatches stay.
"""

import io

import matplotlib.pyplot as plt
from PIL import Image

import chirograph as cg

ds = cg.load("nato-ip4")
drawn = cg.plots.practice(ds)

# The picture, without its colours.
with io.BytesIO() as file:
    drawn.figure.savefig(file, dpi=150)
    grey = Image.open(file).convert("L")
picture, ax = plt.subplots(figsize=drawn.figure.get_size_inches(), facecolor="white")
picture.set_label("The same figure in shades of grey")
ax.set_position((0, 0, 1, 1))
ax.axis("off")
ax.imshow(grey, cmap="gray", vmin=0, vmax=255)
plt.close(picture)
