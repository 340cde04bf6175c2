"""Codings of texts as an Excel workbook: a form to fill in, read into a dataset and written back whole."""
