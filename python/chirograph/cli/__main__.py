"""``python -m chirograph.cli``."""

from chirograph.cli import main

if __name__ == "__main__":
    main()
