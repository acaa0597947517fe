"""How long an office may open a record: as long as it has something to do there, and then no more (ADR 0015)."""

from datetime import timedelta

# After the answer, the last day for an appeal, or the end of a period: letters are printed and sent, and what was
# posted on the last day is still under way.
TO_FINISH = timedelta(days=14)

# An appeal that came is prepared and sent on; Statsforvalteren takes months, and nothing in the product says when that
# is done and the office has to carry it out.
TO_HANDLE_AN_APPEAL = timedelta(weeks=52)

# A late appeal may be heard up to a year after the decision (`law.md` §1: fvl § 31), and is received all the same: for
# so long the office may receive one, and open nothing else.
TO_APPEAL_LATE = timedelta(days=366) + TO_FINISH
