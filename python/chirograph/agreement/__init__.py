"""Agreement of coders whose codings are partly not on record: reading, ranges, rules for one set per cell."""
