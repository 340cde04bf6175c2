"""The parts of the report: what it is about, its sections, its page."""
