"""What would be learnt, and what is only assumed: assumptions layer by layer, and two readings compared."""
