"""What a decision against what was asked for must say, for tests that are about something else."""

NO = {
    "reason_rules": "Loven gir rett til nødvendig hjelp.",
    "reason_facts": "Hun klarer trappa, men ikke dusjen.",
    "reason_weighed": "Ett fag er nok.",
}
