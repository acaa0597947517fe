"""The few icons of the product, drawn on a 24 × 24 grid with a line of 1.75. None stands without its words."""

_PATHS = {
    "add": "M12 5v14M5 12h14",
    "alert": "M12 4 2.8 20h18.4L12 4ZM12 10v4.5M12 17.3v.2",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "board": "M4 5h16v14H4zM4 10h16M10 10v9",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
    "chart": "M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6",
    "check": "M4.5 12.5 10 18 19.5 7",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
    "document": "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h6",
    "followup": "M19.5 12a7.5 7.5 0 1 1-2.6-5.7M19.8 3.5v4h-4",
    "goal": "M6 21V4M6 4.5h11.5L15 8.5l2.5 4H6",
    "help": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z"
    "M9.6 9.6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2 1-1.2 1.9M12 16.6v.2",
    "home": "M4 11 12 4l8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20",
    "inbox": "M4 13.5 6.5 5h11l2.5 8.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20",
    "language": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c5 5.2 5 11.8 0 17-5-5.2-5-11.8 0-17Z",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "note": "M4.5 19.5h15M5.5 15.5l9.8-9.8 3 3-9.8 9.8H5.5z",
    "people": "M9 5a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 9 5ZM3 19.5c0-3.3 2.6-5.5 6-5.5s6 2.2 6 5.5"
    "M15.5 5.4a3.2 3.2 0 0 1 0 5.6M17.5 14.4c2.2.7 3.5 2.6 3.5 5.1",
    "person": "M12 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 12 4ZM4.5 20.5c0-4 3.2-6.3 7.5-6.3s7.5 2.3 7.5 6.3",
    "phone": "M6 3.5h3.2l1.6 4.3-2 1.6a12 12 0 0 0 5.8 5.8l1.6-2 4.3 1.6V18"
    "c0 1.4-1.1 2.5-2.5 2.5C10.6 20.5 3.5 13.4 3.5 6c0-1.4 1.1-2.5 2.5-2.5Z",
    "print": "M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20 20",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z"
    "M9 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z",
    "upload": "M12 16V4.5M7 9l5-4.8L17 9M4.5 15.5v4h15v-4",
    "visit": "M12 20.5s-6.8-5.6-6.8-10.8a6.8 6.8 0 0 1 13.6 0c0 5.2-6.8 10.8-6.8 10.8Z"
    "M12 7.4a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8Z",
}
NAMES = tuple(sorted(_PATHS))


def markup(name: str) -> str:
    """The icon as inline SVG that screen readers pass by. Raises KeyError for a name that is not in NAMES."""
    return (
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f'<path d="{_PATHS[name]}"/></svg>'
    )
