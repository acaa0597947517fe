"""Shapes that several instruments share: a questionnaire, groups of items, forms and words of our own."""
