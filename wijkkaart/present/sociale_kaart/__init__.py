"""What the page Sociale kaart shows, as plain data: filters, rows, a week, relations."""
