"""A cell is an interval of depths with a reason: reading cells, checking them, assuming what they are."""
