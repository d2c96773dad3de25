"""The page of one record: what's known, what belongs to it, what happened to it, and what can be done."""
