"""What the server's own log must not hold: a link that opens an account (security.md AUD-6)."""

import logging
import re

_LINK = re.compile(r"(reset/key/)[^/\s]+")


class WithoutLinks(logging.Filter):
    """Takes the secret part out of addresses for choosing a new password, wherever they stand in a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        if _LINK.search(told):
            record.msg, record.args = _LINK.sub(r"\1…", told), ()
        return True
