"""Colours and hatches: legible, apart from each other for every reader, never shared by two roles."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from chirograph.plots.palette import DARK, HATCHES, LIGHT, SPARE_HATCHES, depth_colour, hatches_for

PALETTES = {"light": LIGHT, "dark": DARK}
#: Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB; the identity stands for common vision.
VISIONS = {
    "common": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}


def linear(colour: str) -> NDArray[np.float64]:
    """Linear RGB of a hex colour."""
    part = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def luminance(colour: str, vision: str = "common") -> float:
    """Relative luminance (WCAG 2) of a colour as somebody sees it."""
    seen = np.clip(VISIONS[vision] @ linear(colour), 0, 1)
    return float(seen @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str, vision: str = "common") -> float:
    """Contrast ratio (WCAG 2), 1 to 21."""
    low, high = sorted((luminance(one, vision), luminance(other, vision)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("page", PALETTES)
def test_depths_are_apart_for_every_reader(page: str, vision: str) -> None:
    """Adjacent depths differ in lightness by 1.45 to 1, deep is dark, and all leave the paper."""
    palette = PALETTES[page]
    steps = [palette[f"depth-{depth}"] for depth in range(1, 4)]
    light = [luminance(step, vision) for step in steps]
    assert light == sorted(light, reverse=True)
    assert all(contrast(one, other, vision) >= 1.45 for one, other in pairwise(steps))
    assert all(contrast(step, palette["paper"], vision) >= 2.3 for step in steps)
    assert contrast(palette["depth-2"], palette["paper"], vision) >= 3.0
    assert contrast(palette["depth-0"], palette["paper"], vision) <= 1.1


def test_a_depth_has_one_colour_on_every_page() -> None:
    """Depths 1 to 3 and the words on them are the same in light and dark, so that a pasted picture is."""
    roles = [f"{on}depth-{depth}" for on in ("", "on-") for depth in range(1, 4)]
    assert [LIGHT[role] for role in roles] == [DARK[role] for role in roles]


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("page", PALETTES)
def test_text_is_legible_on_every_ground(page: str, vision: str) -> None:
    """Text reaches 4.5 to 1 on paper, on the ground of unknowns and on each depth, for every reader."""
    palette = PALETTES[page]
    grounds = [("ink", "paper"), ("soft", "paper"), ("ink", "ground")]
    grounds += [("on-bar", "bar"), ("ink", "halo")]
    grounds += [(f"on-depth-{depth}", f"depth-{depth}") for depth in range(4)]
    assert all(contrast(palette[text], palette[ground], vision) >= 4.5 for text, ground in grounds)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("page", PALETTES)
def test_marks_and_hatches_are_seen(page: str, vision: str) -> None:
    """Certain marks reach 3 to 1 on what they stand on, also on the pale part; a hatch 2.5 on its ground."""
    palette = PALETTES[page]
    for mark, ground in (
        ("bar", "paper"),
        ("mark", "paper"),
        ("mark", "halo"),
        ("ink", "bar"),
        ("ink", "halo"),
    ):
        assert contrast(palette[mark], palette[ground], vision) >= 3.0, (mark, ground)
    assert contrast(palette["hatch"], palette["ground"], vision) >= 2.5
    # What is certain stands out from what is possible, and what is possible from the page.
    assert contrast(palette["bar"], palette["halo"], vision) >= 2.2
    assert contrast(palette["halo"], palette["paper"], vision) >= 1.35


def test_a_colour_means_one_role() -> None:
    """No colour serves two roles, else a page could not map it; both pages have all roles."""
    assert len(set(LIGHT.values())) == len(LIGHT)
    assert LIGHT.keys() == DARK.keys()


def test_unknown_is_never_a_colour_of_the_scale() -> None:
    """The ground under a hatch is grey and is no colour of the scale."""
    for palette in PALETTES.values():
        red, green, blue = (int(palette["ground"][i : i + 2], 16) for i in (1, 3, 5))
        assert max(red, green, blue) - min(red, green, blue) <= 12
        assert palette["ground"] not in {palette[f"depth-{depth}"] for depth in range(4)}


def test_short_and_long_scales_use_both_ends() -> None:
    """Depth 0 is paper and the top is darkest on every scale, and a scale of two depths skips the middle."""
    assert depth_colour(0, 1) == LIGHT["depth-0"]
    assert depth_colour(1, 1) == depth_colour(3, 3) == depth_colour(7, 7) == LIGHT["depth-3"]
    assert [depth_colour(depth, 3) for depth in (1, 2)] == [LIGHT["depth-1"], LIGHT["depth-2"]]


def test_kinds_of_unknown_have_hatches_of_their_own() -> None:
    """Kinds a codebook adds get hatches that no known kind has, the same for the same codebook."""
    kinds = ["text_not_public", "lost", "burnt", "not_retrieved"]
    found = hatches_for(kinds)
    assert found == hatches_for(kinds)
    assert len(set(found.values())) == len(kinds)
    known = [hatch for kind, hatch in HATCHES.items() if kind != "unknown"]
    assert all(one != other for one, other in combinations([*known, *SPARE_HATCHES], 2))
    # Lines that differ in how dense they are only look alike.
    shapes = ["".join(sorted(set(hatch))) for kind, hatch in HATCHES.items() if kind != "unknown"]
    assert len(set(shapes)) == len(shapes)


def test_importing_the_package_draws_nothing() -> None:
    """`import chirograph.plots` loads neither matplotlib nor pandas."""
    heavy = "{'matplotlib', 'pandas'} & set(sys.modules)"
    code = f"import sys, chirograph.plots as plots; plots.matrix; sys.exit(bool({heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
