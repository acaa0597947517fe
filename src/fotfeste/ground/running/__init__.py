"""What runs on the machine: the server with its job worker, the demo, and the tables brought up to date."""
