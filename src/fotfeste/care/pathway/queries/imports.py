"""Which rows of a file are in the record already. Answers with keys only, so it says nothing about anybody."""

from collections.abc import Collection

from ..models import Episode, Referral

_AT_A_TIME = 5_000


def keys_present(keys: Collection[str]) -> set[str]:
    """Those of the import keys that a referral or an episode carries."""
    asked, found = list(keys), set[str]()
    for start in range(0, len(asked), _AT_A_TIME):
        some = asked[start : start + _AT_A_TIME]
        for model in (Referral, Episode):
            known = model.objects.filter(import_key__in=some).values_list("import_key", flat=True)
            found.update(key for key in known if key)
    return found
