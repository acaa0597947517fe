"""The compiled search: local search over visits in routes, with times carried along every dependency.

`arrays` turns a problem into records, `routes` links visits into routes and takes it back, `propagation` keeps the
times right, `objective` adds up, `moves` proposes, `annealing` accepts. The door is `rules.solving`, which holds what
is found against the judge: the search knows no judge.
"""
