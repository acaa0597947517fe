"""What several actions write in the same way. The action asks the table of rights first and writes the log itself."""
