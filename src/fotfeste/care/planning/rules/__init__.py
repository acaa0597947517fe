"""The planner: a problem and a plan as plain data, the search for plans, their judge, and the words about them."""
