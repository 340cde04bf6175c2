"""Then, now and next: what changed between versions of programmes, indicators over time, and renewals to come."""
