from tests.record.results import own_folder  # noqa: F401  a fixture
