"""What a dataset answers about interoperability and about the profile of a programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chirograph.interoperability import Interoperability
    from chirograph.profile import Profile
    from chirograph.records.coding import Lengths
    from chirograph.records.records import Records


class Programmed:
    """Questions about commitments, memberships and profiles."""

    records: Records

    def interoperability(
        self,
        dimensions: Sequence[str] | None = None,
        rho: float | Sequence[float] | None = None,
        as_of: str | date | int | None = None,
        *,
        kind: str | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        dimension_weights: Mapping[str, float] | None = None,
        system_share: float | None = None,
        practice_depth: int | None = None,
        members: Mapping[tuple[str, ...], float | Sequence[float]] | None = None,
    ) -> Interoperability:
        """Programmed interoperability (committed and joined, not achieved): dyads, hub, group, with bounds.

        Parameters
        ----------
        dimensions : sequence of str, optional
            Ids of dimensions, by default all of the codebook.
        rho : float or sequence of float, optional
            Means to show besides 1, 0 and -infinity, which are always shown together.
        as_of, kind, evidence, list_length
            As in `panel`; memberships are read at the same day.
        dimension_weights : mapping of str to float, optional, keyword-only
            Weights in the composite, at least 0, one for every dimension, by default those of the codebook.
        system_share : float, optional, keyword-only
            Weight of systems against areas inside a dimension, 0 to 1.
        practice_depth : int, optional, keyword-only
            From which depth an area counts as practice.
        members : mapping, optional, keyword-only
            Memberships that replace the recorded ones: ``{("KOR", "BICES"): 1}``, an interval ``(0, 1)``, or
            ``{("KOR", "JPN", "PP-ISA"): 0}`` for a tie between two partners.

        Returns
        -------
        Interoperability

        Raises
        ------
        UnknownLabel
            When a dimension, a partner or a system is not known.
        ParameterError
            When a number is outside its range.
        DataError
            When the codebook does not declare dimensions, or breaks a rule about them.
        AssumptionError
            As in `panel`.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.interoperability().levels["JPN", "KOR"]
        (0, 0)
        """
        from chirograph.interop.model import Settings
        from chirograph.interoperability import interoperability

        settings = Settings(dimensions, dimension_weights, system_share, practice_depth, dict(members or {}))
        return interoperability(self.records, settings, rho, as_of, kind, evidence, list_length)

    def profile(
        self,
        kind: str | None = None,
        as_of: str | date | int | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
    ) -> Profile:
        """The profile of every programme: what it leans to, how deep it goes, how much the record settles.

        It needs no dimensions in the codebook.

        Parameters
        ----------
        kind, as_of, evidence, list_length
            As in `panel`.

        Returns
        -------
        Profile

        Raises
        ------
        UnknownLabel, AssumptionError
            As in `panel`.

        Examples
        --------
        >>> import chirograph as cg
        >>> profile = cg.load("nato-ip4").profile()
        >>> profile["KOR"].bound("interop_tech_share", set="strict")
        KOR, Share of interoperability and technology, strict set: [0.364, 0.364]
        """
        from chirograph.profile import profile

        return profile(self.records, kind, as_of, evidence, list_length)
