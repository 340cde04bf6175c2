"""What can be asked: the engine's table of indicators read, described and cited."""
