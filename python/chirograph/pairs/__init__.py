"""Every pair of many programmes as plain numbers: all, the highest of each, those that reach a value."""
