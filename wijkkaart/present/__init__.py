"""Plain data for the screen and the report: numbers in words, legends, rows, details."""
