"""The order of pairs that holds whatever the unknown cells are."""
