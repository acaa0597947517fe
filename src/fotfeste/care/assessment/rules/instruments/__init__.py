"""One file per instrument, each exporting one `DEFINITION`. To add an instrument, add a file: the registry finds it."""
