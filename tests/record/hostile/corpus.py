"""What attackers, and keyboards, send: texts that must come out as text, and values that no field can mean."""

MARK = "qx7"

# Each begins and ends with the mark, so that what comes out can be compared with what went in.
TEXTS = {
    "script": f"{MARK}<script>alert(1)</script>{MARK}",
    "attribute": f'{MARK}"><img src=x onerror=alert(1)>{MARK}',
    "single quotes": f"{MARK}' onmouseover='alert(1){MARK}",
    "end of textarea": f"{MARK}</textarea></title><svg onload=alert(1)>{MARK}",
    "template": f"{MARK}{{{{7*7}}}}{{% debug %}}{{% load i18n %}}{MARK}",
    "format": f"{MARK}%(label)s %s {{0}} {{label.__class__}}{MARK}",
    "sql": f"{MARK}'; DROP TABLE pathway_person; -- \\{MARK}",
    "right to left": f"{MARK}\u202egro.live\u202c{MARK}",
    "formula": f"=cmd|' /C calc'!A0{MARK}",
    "people": f"{MARK} O'Hara Čáhppes Ŋuorgu Đ{MARK}",
    "pictures": f"{MARK}\U0001f9d3\U0001f3fd\u200d\U0001f9bd{MARK}",
    "entities": f"{MARK}&lt;b&gt; &amp;amp; &#x3c;i&#x3e;{MARK}",
    "comment": f"{MARK}<!-- --><base href=//evil.example>{MARK}",
}
# A field without a limit holds all of a mixture; a short one holds one text of it, or what goes in.
MIXTURES = {
    "markup": ("attribute", "script", "single quotes", "end of textarea", "comment", "entities"),
    "other languages": ("template", "sql", "format", "formula"),
    "letters": ("people", "pictures", "right to left"),
}
SHORT = {"markup": '"><b id=qx7>', "other languages": "qx7{{7*7}}", "letters": "qx7 Ŋuorgu"}

# No field of any form can mean these. Sent as they are, in the bytes of a form.
MEANINGLESS: dict[str, bytes] = {
    "nothing": b"",
    "NUL": b"a%00b",
    "lone surrogate": b"%ED%A0%80",
    "broken utf-8": b"%FF%FE%C3",
    "infinite": b"1e999",
    "not a number": b"NaN",
    "minus": b"-1",
    "beyond 64 bits": b"99999999999999999999",
    "more digits than Python reads": b"9" * 5000,
    "digits of another script": "٣".encode(),
    "superscript": "²".encode(),
    "last day there is": b"9999-12-31",
    "last day as written here": b"31.12.9999",
    "first day there is": b"0001-01-01",
    "no such day": b"31.02.2026",
    "unknown id": b"00000000-0000-0000-0000-000000000000",
    "half an id": b"00000000-0000",
    "list": b"[1,2]",
    "object": b"%7B%22a%22%3A1%7D",
    "very long": b"x" * 20_000,
    "sql": b"1%27+OR+1%3D1--",
    "unknown choice": b"superuser",
}

# Query strings that reached ORMs and templates elsewhere (security.md A30, A31), a few to an address.
ADDRESSES = {
    "sorting": "sort=id,(select pg_sleep(5))&order_by=-password&o=1.2.3&page=-1",
    "look-ups": "_connector=OR 1=1 OR&_negated=1&user__password__startswith=p&person__national_number__gt=0",
    "numbers": "team=99999999999999999999&hos=-1&steg=superuser&vei=%00&person=not-an-id&lines=1e999",
    "digits": "team=" + "9" * 5000 + "&hos=%D9%A3&page=" + "9" * 5000 + "&person=" + "0" * 32,
    "late days": "week=9999-12-31&day=9999-12-31&fra=9999-12-31&til=0001-01-01&activity=%00&occasion=superuser",
    "early days": "week=0001-01-01&day=0001-01-01&fra=0001-01-01&til=9999-12-31&form=%00&correct=%00",
    "no days": "week=2026-99-99&day=x&fra=31.02.2026&til=NaN&next=//evil.example",
    "bytes": "%00=1&=2&[]=3&a[b]=4&q=%ED%A0%80&text=%FF&fra=%00&til=%ED%A0%80&week=%00&team=%00",
}
