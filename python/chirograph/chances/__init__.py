"""How likely what is not known is: priors as assumptions, distributions and ranks that follow from them."""
