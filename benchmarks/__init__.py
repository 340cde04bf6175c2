"""Comparisons with other packages: `python -m benchmarks` of speed, `benchmarks.one_cell` of answers.

The solver by itself, and against another version of this package: `python -m benchmarks.bounds`.
"""
