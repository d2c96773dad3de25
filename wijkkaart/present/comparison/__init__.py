"""Areas beside each other: what can be chosen, and the table, pictures and words that follow from it."""
