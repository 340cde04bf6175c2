"""Generated from the compiled module by `python tools/generate.py`. Do not edit."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, SupportsFloat, SupportsIndex, SupportsInt, TypeAlias

import numpy
import numpy.typing

Whole: TypeAlias = SupportsInt | SupportsIndex
Real: TypeAlias = SupportsFloat | SupportsIndex

IndicatorKey: TypeAlias = Literal[
    "jaccard",
    "dice",
    "overlap",
    "containment",
    "tversky",
    "simple_matching",
    "ochiai",
    "phi",
    "ruzicka",
    "braycurtis",
    "cosine",
    "gower",
    "s_absolute",
    "s_squared",
    "cohen_kappa",
    "scott_pi",
    "alignment",
    "alignment_squared",
    "tau_b",
    "shared_depth",
    "dimension_profile",
    "interoperability",
    "compensation_gap",
    "shared_breadth",
    "attainment",
    "hub_mediated",
    "hub_only",
    "m_of_k",
    "collective_overlap",
    "practice_ratio",
    "shared_practice_ratio",
    "set_share",
    "depth_share",
    "accountable_share",
    "public_share",
    "concentration",
]

__version__: str

def agreement(
    sets: numpy.typing.NDArray[numpy.uint16],
    top: Whole,
    key: str,
    metric: str = ...,
    frequencies: Sequence[Real] = ...,
    budget: Whole | None = ...,
    seconds: Real | None = ...,
    progress: object = ...,
) -> dict[str, Any]:
    """Bounds and witnesses of a coefficient; bit v of a set: the value may be v, no bit: not coded."""

def build_info() -> dict[str, Any]:
    """Compiler, language standard and build type of this module."""

def catalogue() -> list[dict[str, Any]]:
    """Every indicator as a dictionary, in the order of the table."""

def coefficients() -> list[dict[str, Any]]:
    """Every coefficient of agreement, in the order of the table."""

def compare(
    panel: Panel,
    key: str,
    parameters: Mapping[str, Real],
    convention: Real,
    asked: numpy.typing.NDArray[numpy.int64],
    threads: Whole,
    steps: Whole,
    seconds: Real | None = ...,
    progress: object = ...,
) -> dict[str, Any]:
    """Signs of I(first) - I(second): least, attained, attained, greatest, defined; and each test."""

def countable(panel: Panel, key: str, parameters: Mapping[str, Real]) -> bool:
    """Whether orders of pairs follow from counting areas."""

def kernels() -> list[str]:
    """Counting kernels that this processor can run, the fastest first."""

def most_bytes() -> int:
    """The largest file that read_dataset takes."""

def nominal(key: str, parameters: Mapping[str, Real], max_depth: Whole) -> str:
    """What an index makes of kinds, codes without an order: none, one_set (for all areas) or any."""

def read_dataset(data: bytes, file: str) -> Dataset:
    """Reads a dataset; raises DataError with every fault found."""

def schema() -> str:
    """The published JSON Schema of datasets."""

def tally(values: numpy.typing.NDArray[numpy.float64], threads: Whole = ...) -> dict[str, Any]:
    """Ranks of pairs and who is above whom, counted over completions, (completions, pairs)."""

def use_kernel(name: str) -> None:
    """Counts with this kernel from now on, to compare them."""

def widest_weight_ratio() -> float:
    """The factor by which positive weights of a panel may differ."""


class Dataset:
    """A validated dataset; made by read_dataset, immutable."""
    @property
    def text(self) -> str: ...
    @property
    def grades(self) -> list[str]: ...
    @property
    def default_grade(self) -> str: ...
    def cells(self, evidence: str = ..., coders: str = ...) -> dict[str, Any]:
        """Depth intervals and statuses of every programme and area in one evidence grade."""
    def without(self, table: str, id: str) -> Dataset:
        """The same as if a listing or a commitment had not been found; it has no text."""
    def list_lengths(self, evidence: str = ...) -> list[dict[str, Any]]:
        """The number of areas that each stated total of titles allows, where it may be used."""
    def deciding(self, evidence: str = ..., coders: str = ...) -> list[dict[str, Any]]:
        """The records, as table and id, that make each cell what it is; cells without any are left out."""


class Document:
    """Open cells that become known together."""
    def __init__(
        self,
        panel: Panel,
        key: str,
        parameters: Mapping[str, Real],
        owned: numpy.typing.NDArray[numpy.bool],
        steps: Real,
        threads: Whole,
    ) -> None: ...
    def cost(self) -> float:
        """What looking at one completion takes, in steps."""
    def ends(self) -> dict[str, Any]:
        """What it settles at worst and at best."""
    def chance(
        self,
        weights: numpy.typing.NDArray[numpy.float64],
        present: numpy.typing.NDArray[numpy.float64],
        counts: bool,
    ) -> object:
        """Chances under a mixture of independent cells; None where exact ones take too many steps."""
    def sampled(self, present: numpy.typing.NDArray[numpy.bool]) -> dict[str, Any]:
        """How often in given completions."""


class Interoperability:
    """A panel with systems, dimensions, prerequisites and a hub's menu, immutable."""
    def __init__(
        self,
        panel: Panel,
        *,
        member_low: numpy.typing.NDArray[numpy.uint8],
        member_high: numpy.typing.NDArray[numpy.uint8],
        between: numpy.typing.NDArray[numpy.uint8],
        between_low: numpy.typing.NDArray[numpy.uint8],
        between_high: numpy.typing.NDArray[numpy.uint8],
        relevance: numpy.typing.NDArray[numpy.float64],
        system_relevance: numpy.typing.NDArray[numpy.float64],
        system_values: numpy.typing.NDArray[numpy.float64],
        theta: numpy.typing.NDArray[numpy.float64],
        alpha: numpy.typing.NDArray[numpy.float64],
        menu: numpy.typing.NDArray[numpy.uint8],
        offered: numpy.typing.NDArray[numpy.uint8],
        system_needs: Sequence[tuple[Whole, Whole, Whole, Whole]] = ...,
        area_needs: Sequence[tuple[Whole, Whole, Whole, Whole]] = ...,
        sets: Sequence[Annotated[numpy.typing.ArrayLike, numpy.uint8]] = ...,
        groups: Sequence[Whole] = ...,
    ) -> None: ...
    def bound(
        self,
        key: str,
        rows: Sequence[Whole],
        parameters: Mapping[str, Real] = ...,
        budget: Whole | None = ...,
        seconds: Real | None = ...,
    ) -> dict[str, Any]:
        """Bounds and witnesses of an indicator for one programme, a pair or a group."""
    def effective(
        self,
        key: str,
        p: Whole,
        q: Whole,
        parameters: Mapping[str, Real] = ...,
        budget: Whole | None = ...,
        seconds: Real | None = ...,
    ) -> dict[str, Any]:
        """Bounds and witnesses of a ratio of a pair on depths after prerequisites."""
    def detail(self, p: Whole, q: Whole, high: bool) -> dict[str, Any]:
        """What holds a pair down at its lower or upper corner."""
    def weakest(self, p: Whole, q: Whole) -> list[bool | None]:
        """Whether each dimension can be the weakest of a pair; None where the search could not tell."""


class Pairs:
    """An index of every pair, packed to be counted."""
    def __init__(self, panel: Panel, key: str, parameters: Mapping[str, Real], undefined: Real) -> None: ...
    @property
    def rows(self) -> int: ...
    @property
    def values(self) -> bool: ...
    @property
    def effort(self) -> float: ...
    def block(
        self,
        rows: tuple[Whole, Whole],
        others: tuple[Whole, Whole],
        lower: numpy.ndarray,
        upper: numpy.ndarray | None,
        threads: Whole,
        progress: object = ...,
    ) -> None:
        """Writes the ends of some rows with some others into arrays (rows, others)."""
    def condensed(
        self,
        rows: tuple[Whole, Whole],
        lower: numpy.ndarray,
        upper: numpy.ndarray | None,
        threads: Whole,
        progress: object = ...,
    ) -> None:
        """Writes the ends of some rows with all that come after each."""
    def top(
        self,
        rows: tuple[Whole, Whole],
        k: Whole,
        threads: Whole,
        progress: object = ...,
    ) -> dict[str, Any]:
        """Of some rows the k others with the greatest lower ends."""
    def reaching(
        self,
        least: Real,
        part: Whole,
        parts: Whole,
        threads: Whole,
        progress: object = ...,
    ) -> dict[str, Any]:
        """Every pair whose upper end is at least so much."""


class Panel:
    """Programmes x areas of depth intervals, immutable."""
    def __init__(
        self,
        lower: numpy.typing.NDArray[numpy.uint8],
        upper: numpy.typing.NDArray[numpy.uint8],
        weights: numpy.typing.NDArray[numpy.float64],
        max_depth: Whole,
        lengths: Sequence[tuple[Whole, Whole, Whole, Whole]] = ...,
        joint: Sequence[tuple[Whole, Sequence[Whole], Sequence[Sequence[Whole]]]] = ...,
        blocks: Sequence[tuple[Whole, Sequence[Whole], Whole]] = ...,
        common: Sequence[tuple[Sequence[Whole], Sequence[Whole], Whole, Whole, Whole]] = ...,
    ) -> None: ...
    @property
    def rows(self) -> int: ...
    @property
    def columns(self) -> int: ...
    @property
    def max_depth(self) -> int: ...
    @property
    def lower(self) -> numpy.typing.NDArray[numpy.uint8]: ...
    @property
    def upper(self) -> numpy.typing.NDArray[numpy.uint8]: ...
    @property
    def weights(self) -> numpy.typing.NDArray[numpy.float64]: ...
    def overlap(
        self,
        key: str,
        parameters: Mapping[str, Real] = ...,
        threads: Whole = ...,
        budget: Whole | None = ...,
        seconds: Real | None = ...,
        progress: object = ...,
        asked: Annotated[numpy.typing.ArrayLike, numpy.bool] | None = ...,
    ) -> dict[str, Any]:
        """Bounds of an index for every pair, or those asked for."""
    def scoring_free(
        self,
        threads: Whole = ...,
        asked: Annotated[numpy.typing.ArrayLike, numpy.bool] | None = ...,
    ) -> dict[str, Any]:
        """Range of Ruzicka over completions and over every increasing scoring of the levels."""
    def scoring_free_pair(self, p: Whole, q: Whole) -> tuple[float, float, bool]:
        """The same of one pair."""
    def pair(
        self,
        key: str,
        p: Whole,
        q: Whole,
        parameters: Mapping[str, Real] = ...,
        budget: Whole | None = ...,
        seconds: Real | None = ...,
    ) -> dict[str, Any]:
        """Bounds, witnesses and contributions of one pair."""
    def values(
        self,
        key: str,
        parameters: Mapping[str, Real],
        pairs: numpy.typing.NDArray[numpy.int64],
        cells: numpy.typing.NDArray[numpy.uint8],
        threads: Whole = ...,
        weights: numpy.typing.NDArray[numpy.float64] | None = ...,
    ) -> numpy.typing.NDArray[numpy.float64]:
        """Pairs in completions, each with weights where given, (completions, pairs); NaN where it is 0/0."""
    def terms(self, key: str, parameters: Mapping[str, Real]) -> numpy.typing.NDArray[numpy.float64] | None:
        """What an area adds above and below in a ratio, (depths, depths, 2); None for other indices."""
    def draw(
        self,
        weights: numpy.typing.NDArray[numpy.float64],
        chance: numpy.typing.NDArray[numpy.float64],
        seed: Whole,
        first: Whole,
        count: Whole,
        threads: Whole = ...,
    ) -> numpy.typing.NDArray[numpy.uint8]:
        """Completions drawn from nodes, replicates first, first + 1, ... of the seed."""
    def sample(
        self,
        key: str,
        parameters: Mapping[str, Real],
        pairs: numpy.typing.NDArray[numpy.int64],
        weights: numpy.typing.NDArray[numpy.float64],
        chance: numpy.typing.NDArray[numpy.float64],
        seed: Whole,
        first: Whole,
        count: Whole,
        threads: Whole = ...,
        dirichlet: Real = ...,
    ) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
        """values(draw()) without keeping completions, and weights of areas where they are drawn."""
    def laws(
        self,
        key: str,
        parameters: Mapping[str, Real],
        pairs: numpy.typing.NDArray[numpy.int64],
        weights: numpy.typing.NDArray[numpy.float64],
        chance: numpy.typing.NDArray[numpy.float64],
        convention: Real,
        most: Real,
        compared: bool = ...,
        threads: Whole = ...,
    ) -> dict[str, Any]:
        """Exact laws of pairs as values and chances, else None, and how likely one pair is above another."""
