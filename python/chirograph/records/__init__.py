"""A dataset as records: what was read, from where and of which day, and the cells it is coded to."""

#: The dataset that comes with the package.
DEFAULT_DATA = "nato-ip4"
