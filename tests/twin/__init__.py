"""Slow, obvious definitions of every pair index, and bounds by trying every completion.

Nothing here shares code with the engine: formulas are written from their textbook definitions, sums are whole
numbers or fractions, and bounds come from enumeration. Speed does not matter, being plainly right does.
"""

from twin.completions import Case, Truth, truth
from twin.indices import TWINS, Pair, value

__all__ = ["TWINS", "Case", "Pair", "Truth", "truth", "value"]
