"""What is being typed and not saved yet: one draft for each form instance, sealed, for a day; and receipts of saves."""
