"""Whether the outcome tables can be right, and what to mend first: rules for each record and for all of them together.

Counting is done by the engine; a finding names rule, how many of how many, what it spoils and what to do.
"""
