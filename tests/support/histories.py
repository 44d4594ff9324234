"""Years of practice written straight into the tables, for tests and benchmarks of what reads them: no rule is applied here."""

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import Engine

from tests.support.shelves import shown
from trainer.domain.dealing import ShownCard
from trainer.domain.kinds import ComplaintType
from trainer.domain.rubric import STANDARD
from trainer.storage.documents import to_json
from trainer.storage.engine import WRITING
from trainer.storage.tables import Row

TYPES = [kind.value for kind in ComplaintType]
SHOWN = to_json(ShownCard, shown())
WORDS = "We are sorry that it came to this, and this is what we can do for you today. " * 3


@dataclass(frozen=True)
class History:
    """How much practice there is."""

    people: int = 40
    cards_each: int = 156
    days: int = 3 * 365
    ratings_each: int = 3
    teams: int = 1
    flagged_every: int = 97
    """One rating in so many holds a critical flag."""
    waiting_every: int = 50
    """Of the last fortnight's answers, one in so many has no score yet."""


def write_history(engine: Engine, history: History, now: datetime, seed: int = 1) -> None:
    """Fills an empty, migrated database. Person 1 leads team 1, and so on in turn."""
    dice = random.Random(seed)
    tables = Row.metadata.tables
    rows: dict[str, list[dict[str, object]]] = {
        name: [] for name in ("team", "person", "deal", "answer", "rating", "result")
    }
    for team in range(1, history.teams + 1):
        rows["team"].append(
            {"id": team, "name": f"Team {team}", "name_key": f"team {team}", "bar": 50.0, "target": 0.8}
        )
    for person in range(1, history.people + 1):
        rows["person"].append(
            {
                "id": person,
                "name": f"Person {person:04}",
                "name_key": f"person {person:04}",
                "role": "lead" if person <= history.teams else "employee",
                "team_id": 1 + (person - 1) % history.teams,
                "active": True,
            }
        )
    ratings = count(1)
    for person in range(1, history.people + 1):
        for card in range(history.cards_each):
            _one_card(rows, history, person, card, now, next(ratings), dice)
    for number, each in enumerate(rows["rating"], 1):
        each["id"] = number
        if number % history.flagged_every == 0:
            each["flags"] = '["false_promise"]'
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        for name, values in rows.items():
            if values:
                connection.execute(tables[name].insert(), values)
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")


def _one_card(
    rows: dict[str, list[dict[str, object]]],
    history: History,
    person: int,
    card: int,
    now: datetime,
    number: int,
    dice: random.Random,
) -> None:
    closed = now - timedelta(days=history.days * (card + dice.random()) / history.cards_each)
    name, kind = f"d{number:07}", dice.choice(TYPES)
    passed = dice.random() < 0.04
    recent = now - closed < timedelta(days=14)
    waits = not passed and recent and number % history.waiting_every == 0
    score = min(100.0, max(0.0, dice.gauss(62, 18)))
    rows["deal"].append(
        {
            "id": name,
            "person_id": person,
            "state": "passed" if passed else "sent",
            "deck_id": "sea",
            "card_id": f"card-{dice.randrange(60)}",
            "deck_title": "By the sea",
            "type": kind,
            "complaint": "There is a fish in the sea.",
            "reason_why": "new_type",
            "reason_type": kind,
            "reason_times": 0,
            "seconds": 420.0,
            "picked": False,
            "again": False,
            "prepared_at": closed,
            "opened_at": closed - timedelta(minutes=5),
            "closed_at": closed,
            "by_timeout": False,
            "looked_back": True,
            "counted": not waits,
            "shown": SHOWN,
        }
    )
    if not passed:
        rows["answer"].append(
            {
                "id": f"a{number:07}",
                "deal_id": name,
                "person_id": person,
                "text": WORDS,
                "sha256": "",
                "sent_at": closed,
                "final_at": closed,
                "by_timeout": False,
                "status": "waiting" if waits else "published",
                "needed": history.ratings_each,
            }
        )
        _ratings(rows, history, person, number, closed, score, waits, dice)
    if not waits:
        rows["result"].append(_result(history, person, name, kind, closed, None if passed else score, dice))


def _ratings(
    rows: dict[str, list[dict[str, object]]],
    history: History,
    person: int,
    number: int,
    closed: datetime,
    score: float,
    waits: bool,
    dice: random.Random,
) -> None:
    wanted = min(history.ratings_each, history.people - 1) - waits
    for rater in dice.sample([each for each in range(1, min(history.people, 12) + 1) if each != person], wanted):
        rows["rating"].append(
            {
                "answer_id": f"a{number:07}",
                "rater_id": rater,
                "by_lead": rater <= history.teams,
                "levels": json.dumps({each.name: dice.randrange(5) for each in STANDARD}),
                "flags": "[]",
                "laughed": dice.random() < 0.3,
                "steal": "",
                "comment": f"Kind words {number}." if dice.random() < 0.2 else "",
                "score": score,
                "rubric_version": 1,
                "rated_at": closed,
                "final_at": closed,
            }
        )


def _result(
    history: History, person: int, name: str, kind: str, closed: datetime, score: float | None, dice: random.Random
) -> dict[str, object]:
    criteria = {
        each.name: {"score": dice.uniform(20, 95), "mean": 50.0, "raters": history.ratings_each} for each in STANDARD
    }
    return {
        "deal_id": name,
        "person_id": person,
        "deck_id": "sea",
        "card_id": "card-1",
        "complaint": "There is a fish in the sea.",
        "type": kind,
        "outcome": "miss" if score is None or score < 50 else "hit",
        "score": score,
        "mean": score,
        "raters": 0 if score is None else history.ratings_each,
        "bar": 50.0,
        "closed_at": closed,
        "rubric_version": 1,
        "counts_for_quality": score is not None,
        "published_at": closed,
        "half_width": None if score is None else 11.0,
        "strictness": None if score is None else 0.0,
        "basis": None if score is None else "fitted",
        "criteria": None if score is None else json.dumps(criteria),
        "amended_score": 71.5 if score is not None and dice.random() < 0.02 else None,
    }
