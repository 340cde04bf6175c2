"""The kinds of test a claim can be made of."""
