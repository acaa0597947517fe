"""How long an office may open a record: as long as it has something to do there, and then no more (ADR 0015)."""

from datetime import timedelta

# After the answer, the last day for an appeal, or the end of a period: letters are printed and sent, and what was
# posted on the last day is still under way.
TO_FINISH = timedelta(days=14)

# An appeal that came is prepared and sent on; nothing in the product says when that is done.
TO_HANDLE_AN_APPEAL = timedelta(weeks=12)
