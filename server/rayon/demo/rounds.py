"""Where the demo's bike cart comes: two neighbourhoods by turns, every second Wednesday."""

from datetime import date, timedelta

from rayon.holds.action import Deed, line_id

WEDNESDAY = 2
Stops = tuple[tuple[str, str, str, str], ...]

#: Code of a branch -> neighbourhoods with their stops: place, from, until, where when it rains.
NEIGHBOURHOODS: dict[str, tuple[tuple[str, Stops], ...]] = {
    "CANAL": (
        (
            "Quai des Mariniers",
            (
                ("Place de l’Écluse", "15:00", "15:45", "sous la halle du marché"),
                ("12 rue des Bateliers, devant l’école", "16:10", "17:00", "préau de l’école"),
                ("Square Louise-Michel", "17:20", "18:00", ""),
            ),
        ),
        (
            "Les Grands-Ormes",
            (
                ("Résidence des Ormes, entrée B", "15:00", "16:00", "hall de la résidence"),
                ("Terminus du tramway", "16:30", "17:30", "sous l’abri"),
            ),
        ),
    ),
    "TILLEULS": (
        (
            "Les Tilleuls – Haut",
            (
                ("Place des Tilleuls", "15:30", "16:15", "salle des fêtes"),
                ("Jardin partagé, 40 rue des Vergers", "16:30", "17:30", ""),
            ),
        ),
    ),
}


def begin_rounds(branches: dict[str, int], today: date) -> list[Deed]:
    """What to do so that the cart comes, each neighbourhood a week after the one before."""
    return [
        _begin(branches[code], name, stops, _wednesday_after(today, weeks))
        for code, places in NEIGHBOURHOODS.items()
        for weeks, (name, stops) in enumerate(places)
    ]


def _begin(branch: int, name: str, stops: Stops, first: date) -> Deed:
    said = {
        "branch": branch,
        "neighbourhood": name,
        "first_day": first.isoformat(),
        "rule": "FREQ=WEEKLY;INTERVAL=2",
        "stops": [
            {
                "id": line_id(name, place),
                "place": place,
                "begins": begins,
                "ends": ends,
                "rain_place": rain_place,
            }
            for place, begins, ends, rain_place in stops
        ],
    }
    return Deed("set_neighbourhood", line_id(name), said)


def _wednesday_after(day: date, weeks: int) -> date:
    return day + timedelta(days=(WEDNESDAY - day.weekday() - 1) % 7 + 1 + 7 * weeks)
