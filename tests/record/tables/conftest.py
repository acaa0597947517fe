from tests.record.results import own_folder, results  # noqa: F401  fixtures
