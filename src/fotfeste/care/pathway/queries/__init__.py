"""What can be asked about the pathway."""

from .record import Banner, Look, age_on, banner_of, open_record, relations_to

__all__ = ["Banner", "Look", "age_on", "banner_of", "open_record", "relations_to"]
