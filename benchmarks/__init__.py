"""Comparisons with other packages: `python -m benchmarks.one_cell`, `python -m benchmarks.allpairs`.

The solver by itself, and against another version of this package: `python -m benchmarks.bounds`.
"""
