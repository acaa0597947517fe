"""The two pages for somebody who decides: fates, abilities, promises."""
