"""The planner: a problem and a plan as plain data, the search for plans, the check of them, and the words about them."""
