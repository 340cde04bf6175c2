"""Change: what certainly differs between two versions of a programme when part of either is not known."""
