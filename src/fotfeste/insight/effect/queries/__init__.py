"""What is asked of the tables and of files, for the estimates of this room."""
