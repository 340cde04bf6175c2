"""Which few steps do most for all partners, whatever unknown text says, and who brings what."""
