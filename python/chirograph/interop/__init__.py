"""Programmed interoperability and profiles: what is asked of the engine's model, and what it answers."""
