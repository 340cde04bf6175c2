"""Claims of the literature, tested on the data: :meth:`chirograph.Dataset.claims`.

The test of a claim is data: kinds of test with their arguments, in the `test` of the claim. No verdict is
written down anywhere; each follows from the records and changes with them.
"""

from chirograph.claims.claim import Claim
from chirograph.claims.ledger import ClaimsLedger, ledger
from chirograph.claims.model import Number, OpenItem, Part, Reading, Turn, Used

__all__ = ["Claim", "ClaimsLedger", "Number", "OpenItem", "Part", "Reading", "Turn", "Used", "ledger"]
