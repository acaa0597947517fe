"""What the columns of a list of finished episodes are called, in bokmål, nynorsk and the short forms people use."""

from .columns import Kind, known_field
from .problems import N_

EPISODES = Kind(
    fields=(
        known_field(
            "row_name",
            N_("row"),
            "id, løpenr, løpenummer, lnr, nr, nummer, forløp, forløpsid, forløpsnr, forløpsnummer, personid, "
            "bruker id, brukerid, brukarid, brukernr, brukarnr, pasient id, pasientnr, kode, personkode, bruker, "
            "brukar, person, rad, radnr, saksnr, referanse",
        ),
        known_field(
            "group",
            N_("group"),
            "gruppe, brukergruppe, brukargruppe, søkergruppe, søkargruppe, målgruppe, brukertype, type bruker, "
            "type brukar, status ved start, ny eller eksisterende, group",
        ),
        known_field(
            "started_on",
            N_("start date"),
            "startdato, dato start, dato for start, oppstartsdato, oppstart, oppstartdato, start, fra dato, frå dato, "
            "fra, frå, påbegynt, started on",
        ),
        known_field(
            "ended_on",
            N_("end date"),
            "sluttdato, dato slutt, dato for slutt, avslutningsdato, avslutta dato, avsluttet dato, avsluttet, "
            "avslutta, slutt, til dato, til, ended on",
        ),
        known_field(
            "hours_at_start",
            N_("hours per week at start"),
            "timer per uke ved start, timar per veke ved start, timer pr uke ved start, timar pr veke ved start, "
            "timer ved start, timar ved start, timer/uke ved start, timar/veke ved start, timer per uke før, "
            "timar per veke før, timer før, timar før, innvilgede timer, innvilga timar, timer innvilget, "
            "vurderte timer per uke, hjelp ved start, timer per uke start",
        ),
        known_field(
            "hours_at_end",
            N_("hours per week at the end"),
            "timer per uke ved slutt, timar per veke ved slutt, timer pr uke ved slutt, timar pr veke ved slutt, "
            "timer ved slutt, timar ved slutt, timer/uke ved slutt, timar/veke ved slutt, timer per uke etter, "
            "timar per veke etter, timer etter, timar etter, timer per uke ved avslutning, "
            "timar per veke ved avslutning, timer ved avslutning, timar ved avslutning, hjelp ved slutt, "
            "timer per uke slutt",
        ),
        known_field(
            "safety_alarm",
            N_("safety alarm"),
            "trygghetsalarm, tryggleiksalarm, alarm, har trygghetsalarm, safety alarm",
        ),
        known_field(
            "dropout_reason",
            N_("reason for stopping early"),
            "årsak til avbrudd, årsak til avbrot, avbruddsårsak, avbrotsårsak, årsak avbrudd, årsak avbrot, avbrudd, "
            "avbrot, frafall, fråfall, frafallsårsak, fråfallsårsak, årsak til frafall, årsak til fråfall, "
            "grunn til avbrudd, grunn til avbrot, dropout",
        ),
        known_field(
            "reablement_hours",
            N_("hours of reablement per week"),
            "timer hverdagsrehabilitering per uke, timar kvardagsrehabilitering per veke, "
            "timer hverdagsrehabilitering pr uke, timar kvardagsrehabilitering pr veke, "
            "timer hverdagsrehabilitering, timar kvardagsrehabilitering, hverdagsrehabilitering timer per uke, "
            "kvardagsrehabilitering timar per veke, rehabiliteringstimer per uke, rehabiliteringstimar per veke, "
            "timer trening per uke, timar trening per veke, treningstimer per uke, treningstimar per veke",
        ),
    ),
    required=(("group",), ("started_on",), ("ended_on",), ("hours_at_start",), ("hours_at_end",)),
    identity="row_name",
)
