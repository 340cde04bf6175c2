"""``python -m chirograph.rebuild``: writes the files of a dataset folder that follow from its data."""

import sys

from chirograph.records.rebuild import main

if __name__ == "__main__":
    sys.exit(main())
