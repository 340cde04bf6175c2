"""Then, now and next: what changed between versions, indicators over time, and renewals to come."""
