"""Comparisons with other packages: `python -m benchmarks.one_cell`, `python -m benchmarks.allpairs`."""
