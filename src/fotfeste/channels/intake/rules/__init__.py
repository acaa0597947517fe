"""Files in, worked out on paper: bytes to a table, header to fields, cells to values, rows to records."""
