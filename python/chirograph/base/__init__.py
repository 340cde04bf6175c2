"""Words that every room uses and that know nothing of programmes: tables, frames, dates, markup."""
