"""The next deal follows what is scored: by the use case, in both databases."""

from datetime import timedelta

from sqlalchemy import Engine

from tests.support.histories import History, write_history
from tests.support.making import MONDAY, FakeClock, a_card, a_deck, render_plainly
from trainer.domain.ids import PersonId
from trainer.domain.kinds import ComplaintType
from trainer.domain.mastery import FORGOTTEN_DAYS, cautious_masteries
from trainer.domain.reasons import Why
from trainer.services.dealing import prepare_next
from trainer.services.home import show_home
from trainer.services.progress import own_page
from trainer.storage.units import SqlUnitOfWork

ANN = PersonId(2)


def test_the_weakest_kind_that_rests_not_is_prepared_and_home_says_why(engine: Engine) -> None:
    write_history(engine, History(people=4, cards_each=60, days=300), MONDAY)
    uow, clock = SqlUnitOfWork(engine), FakeClock()
    cards = [a_card(f"{kind}-{n}", kind=kind) for kind in ComplaintType for n in range(2)]
    with uow:
        uow.decks.store(a_deck(*cards))
        uow.commit()
    deal = prepare_next(uow, clock, ANN, render=render_plainly, language="en")
    with uow.reading():
        scored = uow.progress.scored(ANN, MONDAY - timedelta(days=FORGOTTEN_DAYS))
        resting = {past.type for past in uow.deals.past(ANN)[-2:]}
    cautious = cautious_masteries(scored, ComplaintType, MONDAY)
    weakest = min((kind for kind in ComplaintType if kind not in resting), key=lambda kind: cautious[kind])
    assert (deal.shown.type, deal.reason.why) == (weakest, Why.LEAST_MASTERED)
    home = show_home(uow, clock, ANN)
    assert home.next is not None
    assert home.next.reason == deal.reason
    page = own_page(uow, clock, ANN)
    assert page.next is not None
    assert page.next.deal_id == deal.id
    assert page.next.last_score is not None
