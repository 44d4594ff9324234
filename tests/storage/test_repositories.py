"""What the repositories promise (trainer/domain/ports.py), on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from tests.support.shelves import NOW, Shelf, card, deck, instant, later, new_deal, ready_cards, result, shown
from trainer.domain.answering import Draft
from trainer.domain.clocks import Instant
from trainer.domain.dealing import Deal
from trainer.domain.ids import AnswerId, CardId, DealId, DeckId, PersonId, TeamId
from trainer.domain.kinds import AnswerStatus, CardStatus, ComplaintType, DealState, Outcome
from trainer.domain.people import Person, Role
from trainer.domain.rating import Judgement
from trainer.domain.reasons import Reason, Why
from trainer.domain.rubric import VERSION, CriticalFlag
from trainer.errors import AlreadyRated, AnotherCardOpen, NameRefused, NotFound, OwnAnswerRated
from trainer.storage.units import SqlUnitOfWork

AWKWARD = [
    "[/]",
    "[@click=app.quit]x[/]",
    "Robert'); DROP TABLE answer;--",
    "%s %(name)s :name ?",
    "👨‍👩‍👧‍👦 Ґанок, їжак, ё",
    "a" * 20_000,
    "",
    "line\nline\n",
]


class TestPeople:
    def test_a_person_is_found_whatever_the_case_of_the_name(self, shelf: Shelf) -> None:
        with shelf.uow as uow:
            added = uow.people.add("Ґанна Straße", Role.TRAINER, shelf.team.id, NOW)
            uow.commit()
        with shelf.uow.reading() as uow:
            assert uow.people.find("ґАННА STRASSE") == added
            assert uow.people.get(added.id) == added
            assert uow.people.find("nobody") is None
            assert uow.people.get(PersonId(999)) is None

    def test_two_active_people_cannot_share_a_name(self, shelf: Shelf) -> None:
        with shelf.uow as uow:
            with pytest.raises(NameRefused, match="taken"):
                uow.people.add("ANN", Role.EMPLOYEE, shelf.team.id, NOW)
            assert uow.people.team_size(shelf.team.id) == 4  # the transaction goes on

    def test_a_removed_person_frees_the_name_and_is_found_by_id_alone(self, shelf: Shelf) -> None:
        with shelf.uow as uow:
            uow.people.change(replace(shelf.ann, active=False))
            again = uow.people.add("ann", Role.EMPLOYEE, shelf.team.id, NOW)
            uow.commit()
        with shelf.uow.reading() as uow:
            assert uow.people.find("Ann") == again
            gone = uow.people.get(shelf.ann.id)
            assert gone is not None
            assert not gone.active
            assert uow.people.team_size(shelf.team.id) == 4

    def test_renaming_to_a_taken_name_is_refused_and_to_a_free_one_is_stored(self, shelf: Shelf) -> None:
        with shelf.uow as uow:
            with pytest.raises(NameRefused):
                uow.people.change(replace(shelf.ann, name="bob"))
            changed = uow.people.change(replace(shelf.ann, name="Anna", role=Role.LEAD))
            uow.commit()
        with shelf.uow.reading() as uow:
            assert uow.people.find("anna") == changed == replace(shelf.ann, name="Anna", role=Role.LEAD)

    def test_nobody_can_be_changed_who_is_not_there(self, shelf: Shelf) -> None:
        with shelf.uow as uow, pytest.raises(NotFound):
            uow.people.change(Person(PersonId(99), "X", Role.EMPLOYEE, shelf.team.id))

    def test_people_come_in_alphabetical_order_by_team(self, shelf: Shelf) -> None:
        with shelf.uow as uow:
            other = uow.people.add_team("Kitchen")
            uow.people.add("aaron", Role.EMPLOYEE, other.id, NOW)
            uow.commit()
        with shelf.uow.reading() as uow:
            assert [each.name for each in uow.people.all()] == ["aaron", "Ann", "Bob", "Cat", "Lena"]
            assert [each.name for each in uow.people.all(shelf.team.id)] == ["Ann", "Bob", "Cat", "Lena"]
            assert [each.name for each in uow.people.teams()] == ["Kitchen", "Reception"]
            assert uow.people.find_team("KITCHEN") == other == uow.people.team(other.id)
            assert uow.people.find_team("Bar") is None
            with pytest.raises(NotFound):
                uow.people.team(TeamId(77))

    def test_two_teams_cannot_share_a_name(self, shelf: Shelf) -> None:
        with shelf.uow as uow, pytest.raises(NameRefused):
            uow.people.add_team("reception")


class TestDecks:
    def test_a_card_comes_back_as_it_was_stored(self, uow: SqlUnitOfWork) -> None:
        stored = deck("sea", card("fish", sensitivity=(), can_do=tuple(AWKWARD)), card("sand", sensitivity=None))
        with uow:
            uow.decks.store(stored)
            uow.commit()
        with uow.reading():
            found = uow.decks.card(DeckId("sea"), CardId("fish"))
            assert found == (replace(stored, cards=(stored.cards[0],)), stored.cards[0])
            assert uow.decks.card(DeckId("sea"), CardId("sand"), "uk") is None
            assert uow.decks.card(DeckId("sea"), CardId("nothing")) is None
            assert uow.decks.cards(DeckId("sea")) == list(stored.cards)

    def test_storing_a_deck_again_replaces_it(self, uow: SqlUnitOfWork) -> None:
        with uow:
            uow.decks.store(deck("sea", *ready_cards("a", "b", "c")))
            uow.decks.store(deck("sea", *ready_cards("b", "d"), digest="d2", title="Sea two"))
            uow.commit()
        with uow.reading():
            assert uow.decks.digests() == {("sea", "en"): "d2"}
            assert [each.card_id for each in uow.decks.choices()] == ["b", "d"]
            assert [(each.title, ready) for each, ready in uow.decks.summaries()] == [("Sea two", 2)]

    def test_only_ready_cards_of_present_decks_are_offered(self, uow: SqlUnitOfWork) -> None:
        with uow:
            uow.decks.store(deck("sea", *ready_cards("a"), *ready_cards("b", status=CardStatus.DRAFT)))
            uow.decks.store(deck("sea", *ready_cards("a", "z"), locale="uk-UA"))
            uow.decks.store(deck("zoo", *ready_cards("lion")))
            uow.commit()
        with uow.reading():
            offered = [(each.deck_id, each.language, each.card_id) for each in uow.decks.choices()]
            assert offered == [("sea", "en", "a"), ("sea", "uk", "a"), ("sea", "uk", "z"), ("zoo", "en", "lion")]
            assert [each.card_id for each in uow.decks.choices(deck_id=DeckId("sea"), language="uk")] == ["a", "z"]
            assert uow.decks.choices()[0].type is ComplaintType.IMPOSSIBLE_EXPECTATION
            assert uow.decks.count() == (2, 3)  # the sea in two languages counts once
            assert [each.id for each in uow.decks.cards(DeckId("sea"))] == ["a"]
            assert [each.id for each in uow.decks.cards(DeckId("sea"), "uk")] == ["a", "z"]
        with uow:
            uow.decks.withdraw(DeckId("sea"), "uk")
            uow.commit()
        with uow.reading():
            assert [each.language for each in uow.decks.choices()] == ["en", "en"]
            assert uow.decks.count() == (2, 2)
            assert ("sea", "uk") not in uow.decks.digests()
            assert uow.decks.card(DeckId("sea"), CardId("z")) is None
            assert uow.decks.cards(DeckId("sea"), "uk") == []
            assert [each.language for each, _ready in uow.decks.summaries()] == ["en", "en"]

    def test_a_withdrawn_deck_comes_back_when_it_is_stored_again(self, uow: SqlUnitOfWork) -> None:
        with uow:
            uow.decks.store(deck())
            uow.decks.withdraw(DeckId("sea"), "en")
            assert uow.decks.count() == (0, 0)
            uow.decks.store(deck())
            assert uow.decks.count() == (1, 1)


class TestDeals:
    def test_a_deal_comes_back_as_it_was_stored_under_a_fresh_id(self, shelf: Shelf) -> None:
        deal = Deal(
            id=DealId("ignored"),
            person_id=shelf.ann.id,
            shown=shown("fish", complaint=AWKWARD[4], hints=tuple(AWKWARD)),
            state=DealState.OPEN,
            reason=Reason(Why.LEAST_PRACTISED, ComplaintType.TASTE, 3),
            seconds=300.5,
            picked=True,
            again=True,
            prepared_at=later(-5),
            opened_at=instant(),
            deadline=instant(300.5),
            closed_at=None,
            by_timeout=True,
            looked_back=True,
        )
        with shelf.uow as uow:
            stored = uow.deals.add(deal)
            uow.commit()
        assert stored == replace(deal, id=stored.id)
        assert stored.id != "ignored"
        assert len(stored.id) == 10
        assert shelf.deal(stored.id) == stored
        with shelf.uow.reading() as uow:
            assert uow.deals.open_of(shelf.ann.id) == stored
            assert uow.deals.get(DealId("nothing")) is None

    def test_an_instant_in_another_zone_is_the_same_instant(self, shelf: Shelf) -> None:
        there = NOW.astimezone(timezone(timedelta(hours=5, minutes=45)))
        deal = shelf.prepared(shelf.ann)
        with shelf.uow as uow:
            uow.deals.start(deal.id, 60, Instant(there, "b", 1.5), Instant(there, "b", 61.5), again=True)
            uow.commit()
        assert shelf.deal(deal.id).opened_at == Instant(NOW, "b", 1.5)
        assert shelf.deal(deal.id).again

    def test_one_open_and_one_prepared_card_a_person(self, shelf: Shelf) -> None:
        opened = shelf.opened(shelf.ann)
        prepared = shelf.prepared(shelf.ann, "sand")
        with shelf.uow as uow:
            with pytest.raises(AnotherCardOpen):
                uow.deals.add(new_deal(shelf.ann.id, shown()))
            with pytest.raises(AnotherCardOpen):
                uow.deals.start(prepared.id, 60, instant(), instant(60), again=False)
            assert uow.deals.open_of(shelf.ann.id) == opened  # the transaction goes on
            assert uow.deals.prepared_of(shelf.ann.id) == prepared
            assert uow.deals.prepared_of(shelf.bob.id) is None
        shelf.opened(shelf.bob)

    def test_a_deal_starts_and_closes_once(self, shelf: Shelf) -> None:
        deal = shelf.prepared(shelf.ann)
        with shelf.uow as uow:
            assert not uow.deals.close(deal.id, DealState.PASSED, NOW)
            assert uow.deals.start(deal.id, 120, instant(), instant(120), again=False)
            assert not uow.deals.start(deal.id, 600, instant(9), instant(609), again=False)
            assert uow.deals.close(deal.id, DealState.EXPIRED, later(140), by_timeout=True)
            assert not uow.deals.close(deal.id, DealState.PASSED, later(150))
            uow.commit()
        closed = shelf.deal(deal.id)
        assert (closed.state, closed.seconds, closed.closed_at) == (DealState.EXPIRED, 120, later(140))
        assert closed.by_timeout
        assert closed.deadline == instant(120)

    def test_sending_taken_back_keeps_the_old_deadline(self, shelf: Shelf) -> None:
        deal = shelf.opened(shelf.ann)
        with shelf.uow as uow:
            assert not uow.deals.reopen(deal.id)
            assert uow.deals.close(deal.id, DealState.SENT, later(60))
            assert uow.deals.reopen(deal.id)
            uow.commit()
        assert shelf.deal(deal.id) == deal

    def test_taking_back_is_refused_when_another_card_is_open(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann)
        shelf.opened(shelf.ann, "sand")
        with shelf.uow as uow, pytest.raises(AnotherCardOpen):
            uow.deals.reopen(answer.deal_id)

    def test_the_newest_sent_card_is_looked_back_at(self, shelf: Shelf) -> None:
        first, second = shelf.sent(shelf.ann, at=0), shelf.sent(shelf.ann, at=1000)
        with shelf.uow as uow:
            newest = uow.deals.not_looked_back(shelf.ann.id)
            assert newest is not None
            assert newest.id == second.deal_id
            uow.deals.look_back(second.deal_id)
            uow.commit()
        with shelf.uow.reading() as uow:
            newest = uow.deals.not_looked_back(shelf.ann.id)
            assert newest is not None
            assert newest.id == first.deal_id
            assert uow.deals.not_looked_back(shelf.bob.id) is None

    def test_the_past_is_what_was_opened_oldest_first(self, shelf: Shelf) -> None:
        shelf.counted(shelf.ann, Outcome.MISS, at=2000)
        shelf.sent(shelf.ann, at=1000)
        shelf.prepared(shelf.ann, "sand")
        with shelf.uow.reading() as uow:
            past = uow.deals.past(shelf.ann.id)
        assert [each.dealt_at for each in past] == [later(1000), later(2000)]
        assert past[0].type is ComplaintType.IMPOSSIBLE_EXPECTATION

    def test_overdue_is_decided_by_the_boot_clock_on_the_same_boot(self, shelf: Shelf) -> None:
        deal = shelf.opened(shelf.ann)  # 420 s, and 15 s of grace
        with shelf.uow.reading() as uow:
            assert uow.deals.overdue(instant(434.9)) == []
            assert uow.deals.overdue(instant(435)) == [deal]
            wall_jumped = Instant(later(4000), instant().boot, instant(100).boot_seconds)
            assert uow.deals.overdue(wall_jumped) == []
            after_restart = Instant(later(435), "another boot", 3.0)
            assert uow.deals.overdue(after_restart) == [deal]

    def test_a_prepared_card_can_be_dropped(self, shelf: Shelf) -> None:
        prepared, opened = shelf.prepared(shelf.bob), shelf.opened(shelf.ann)
        with shelf.uow as uow:
            uow.deals.drop_prepared(shelf.bob.id)
            uow.deals.drop_prepared(shelf.ann.id)
            assert uow.deals.get(prepared.id) is None
            assert uow.deals.get(opened.id) == opened

    def test_uncounted_are_closed_deals_without_a_result_oldest_first(self, shelf: Shelf) -> None:
        late, early = shelf.sent(shelf.ann, at=1000), shelf.sent(shelf.bob, at=0)
        shelf.counted(shelf.cat, Outcome.HIT)
        shelf.opened(shelf.lead)
        with shelf.uow.reading() as uow:
            assert [each.id for each in uow.deals.uncounted()] == [early.deal_id, late.deal_id]


class TestDrafts:
    def test_every_save_is_a_revision(self, shelf: Shelf) -> None:
        deal = shelf.opened(shelf.ann)
        drafts = [Draft((text,), None if seq % 2 else 0, seq) for seq, text in enumerate(AWKWARD, 1)]
        with shelf.uow as uow:
            assert uow.drafts.latest(deal.id) is None
            for draft in drafts:
                assert uow.drafts.save(deal.id, draft, later(draft.seq))
            uow.commit()
        with shelf.uow.reading() as uow:
            assert [each.draft for each in uow.drafts.all(deal.id)] == drafts
            latest = uow.drafts.latest(deal.id)
            assert latest is not None
            assert (latest.draft, latest.saved_at) == (drafts[-1], later(len(drafts)))

    def test_a_late_save_never_wins(self, shelf: Shelf) -> None:
        deal = shelf.opened(shelf.ann)
        with shelf.uow as uow:
            assert uow.drafts.save(deal.id, Draft(("new",), 0, 5), later(5))
            assert not uow.drafts.save(deal.id, Draft(("same",), 0, 5), later(6))
            assert not uow.drafts.save(deal.id, Draft(("old",), 0, 4), later(7))
            uow.commit()
        with shelf.uow.reading() as uow:
            assert [each.draft.variants for each in uow.drafts.all(deal.id)] == [("new",)]

    def test_a_draft_of_no_deal_is_not_stored(self, shelf: Shelf) -> None:
        with shelf.uow as uow:
            assert not uow.drafts.save(DealId("nothing"), Draft(("x",), 0, 1), NOW)

    def test_revisions_are_thinned_by_seq(self, shelf: Shelf) -> None:
        deal, other = shelf.opened(shelf.ann), shelf.opened(shelf.bob)
        with shelf.uow as uow:
            for seq in range(1, 6):
                uow.drafts.save(deal.id, Draft((str(seq),), 0, seq), later(seq))
            uow.drafts.save(other.id, Draft(("theirs",), 0, 1), NOW)
            uow.drafts.keep_only(deal.id, [2, 5])
            uow.commit()
        with shelf.uow.reading() as uow:
            assert [each.draft.seq for each in uow.drafts.all(deal.id)] == [2, 5]
            assert len(uow.drafts.all(other.id)) == 1


class TestAnswers:
    @pytest.mark.parametrize("text", AWKWARD)
    def test_the_text_comes_back_as_it_was_sent(self, shelf: Shelf, text: str) -> None:
        answer = shelf.sent(shelf.ann, text)
        with shelf.uow.reading() as uow:
            assert uow.answers.get(answer.id) == answer
            assert uow.answers.of_deal(answer.deal_id) == answer
            assert uow.answers.variants(answer.id) == (text, "Another idea.")
        assert answer.text == text
        assert str(answer.id) != str(answer.deal_id)

    def test_an_answer_is_taken_back_with_its_variants(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann)
        with shelf.uow as uow:
            assert uow.answers.remove(answer.id)
            assert not uow.answers.remove(answer.id)
            assert uow.answers.get(answer.id) is None
            assert uow.answers.of_deal(answer.deal_id) is None
            assert uow.answers.variants(answer.id) == ()

    def test_a_rated_or_leased_answer_stays(self, shelf: Shelf) -> None:
        rated, leased = shelf.sent(shelf.ann), shelf.sent(shelf.bob)
        shelf.rated(rated, shelf.cat)
        with shelf.uow as uow:
            assert uow.ratings.lease(leased.id, shelf.cat.id, later(400), later(200))
            assert not uow.answers.remove(rated.id)
            assert not uow.answers.remove(leased.id)

    def test_waiting_answers_are_counted_until_they_are_settled_once(self, shelf: Shelf) -> None:
        first, second = shelf.sent(shelf.ann), shelf.sent(shelf.ann, at=1000)
        with shelf.uow as uow:
            assert {each.id for each in uow.answers.waiting()} == {first.id, second.id}
            assert uow.answers.waiting_of(shelf.ann.id) == 2
            assert uow.answers.waiting_of(shelf.bob.id) == 0
            uow.answers.settle(first.id, AnswerStatus.WAITING, 3)
            uow.answers.settle(second.id, AnswerStatus.PUBLISHED, 2)
            uow.answers.settle(second.id, AnswerStatus.UNSCORED, 2)  # published once: stays
            uow.commit()
        with shelf.uow.reading() as uow:
            assert uow.answers.waiting() == [replace(first, needed=3)]
            assert uow.answers.get(second.id) == replace(second, status=AnswerStatus.PUBLISHED)
            assert uow.answers.get(AnswerId("nothing")) is None


class TestRatings:
    def test_candidates_are_final_waiting_answers_of_colleagues_not_rated_yet(self, shelf: Shelf) -> None:
        mine, anns, bobs = shelf.sent(shelf.cat), shelf.sent(shelf.ann), shelf.sent(shelf.bob)
        with shelf.uow as uow:
            kitchen = uow.people.add_team("Kitchen")
            stranger = uow.people.add("Stranger", Role.EMPLOYEE, kitchen.id, NOW)
            uow.commit()
        shelf.sent(stranger)
        shelf.rated(bobs, shelf.cat)
        with shelf.uow.reading() as uow:
            assert uow.ratings.candidates(shelf.cat, later(69)) == []  # could still be taken back
            (found,) = uow.ratings.candidates(shelf.cat, later(70))
            assert (found.answer_id, found.author_id, found.taken, found.needed) == (anns.id, shelf.ann.id, 0, 2)
            assert found.author_rated_before == 0
            assert mine.id in {each.answer_id for each in uow.ratings.candidates(shelf.ann, later(70))}
        with shelf.uow as uow:
            uow.answers.settle(anns.id, AnswerStatus.PUBLISHED, 2)
            assert uow.ratings.candidates(shelf.cat, later(70)) == []

    def test_authors_rated_lately_are_counted(self, shelf: Shelf) -> None:
        shelf.rated(shelf.sent(shelf.ann), shelf.cat)
        shelf.sent(shelf.ann, at=1000)
        with shelf.uow.reading() as uow:
            (found,) = uow.ratings.candidates(shelf.cat, later(2000))
            assert found.author_rated_before == 1
            (found,) = uow.ratings.candidates(shelf.cat, later(2000) + timedelta(weeks=20))
            assert found.author_rated_before == 0

    def test_ratings_and_running_leases_of_others_are_taken(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann, needed=3)
        shelf.rated(answer, shelf.lead)
        with shelf.uow as uow:
            assert uow.ratings.lease(answer.id, shelf.bob.id, later(400), later(300))
            assert uow.ratings.lease(answer.id, shelf.cat.id, later(400), later(300))
            uow.commit()
        with shelf.uow.reading() as uow:
            assert [each.taken for each in uow.ratings.candidates(shelf.cat, later(399))] == [2]
            assert [each.taken for each in uow.ratings.candidates(shelf.cat, later(400))] == [1]

    def test_an_answer_is_leased_only_while_it_needs_somebody(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann, needed=2)
        with shelf.uow as uow:
            assert uow.ratings.lease(answer.id, shelf.bob.id, later(280), later(100))
            assert uow.ratings.lease(answer.id, shelf.cat.id, later(290), later(110))
            assert not uow.ratings.lease(answer.id, shelf.lead.id, later(300), later(120))
            assert uow.ratings.lease(answer.id, shelf.bob.id, later(310), later(130))  # prolonged
            assert uow.ratings.lease(answer.id, shelf.lead.id, later(480), later(300))  # cat's ran out
            assert not uow.ratings.lease(answer.id, shelf.cat.id, later(490), later(305))
            uow.ratings.release(answer.id, shelf.bob.id)
            assert uow.ratings.lease(answer.id, shelf.cat.id, later(490), later(305))

    def test_nobody_leases_their_own_a_rated_a_fresh_or_a_settled_answer(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann, needed=3)
        with shelf.uow as uow:
            assert not uow.ratings.lease(answer.id, shelf.ann.id, later(400), later(200))
            assert not uow.ratings.lease(answer.id, shelf.bob.id, later(400), later(69))
            assert not uow.ratings.lease(AnswerId("nothing"), shelf.bob.id, later(400), later(200))
        shelf.rated(answer, shelf.bob)
        with shelf.uow as uow:
            assert not uow.ratings.lease(answer.id, shelf.bob.id, later(400), later(300))
            uow.answers.settle(answer.id, AnswerStatus.UNSCORED, 3)
            assert not uow.ratings.lease(answer.id, shelf.cat.id, later(400), later(300))

    def test_a_lease_is_known_until_it_runs_out(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann)
        with shelf.uow as uow:
            uow.ratings.lease(answer.id, shelf.bob.id, later(280), later(100))
            assert uow.ratings.leased_to(shelf.bob.id, later(279)) == answer.id
            assert uow.ratings.leased_to(shelf.bob.id, later(280)) is None
            assert uow.ratings.leased_to(shelf.cat.id, later(279)) is None

    def test_a_rating_comes_back_as_it_was_given_and_ends_the_lease(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann)
        judgement = Judgement(
            {"heard": 4, "wit": 0}, frozenset({CriticalFlag.NO_ANSWER, CriticalFlag.FALSE_PROMISE}), True, "[/]", "kind"
        )
        with shelf.uow as uow:
            uow.ratings.lease(answer.id, shelf.lead.id, later(400), later(100))
            given = uow.ratings.add(answer.id, shelf.lead, judgement, None, rated_at=later(200), final_at=later(210))
            uow.commit()
        assert given.judgement == judgement
        assert given.by_lead
        assert given.score is None
        assert given.rubric_version == VERSION
        with shelf.uow.reading() as uow:
            assert uow.ratings.of_answer(answer.id, later(209)) == []
            assert uow.ratings.of_answer(answer.id, later(210)) == [given]
            assert uow.ratings.leased_to(shelf.lead.id, later(201)) is None
            assert uow.ratings.given_by(shelf.lead.id) == 1
            assert uow.ratings.given_by(shelf.ann.id) == 0

    def test_an_answer_is_rated_once_by_each_and_never_by_its_author(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann)
        assert not shelf.rated(answer, shelf.bob).by_lead
        with pytest.raises(AlreadyRated):
            shelf.rated(answer, shelf.bob)
        with pytest.raises(OwnAnswerRated):
            shelf.rated(answer, shelf.ann)
        with pytest.raises(NotFound):
            shelf.rated(replace(answer, id=AnswerId("nothing")), shelf.bob)

    def test_a_rating_is_taken_back_only_before_it_is_final(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann)
        shelf.rated(answer, shelf.bob, at=200)
        with shelf.uow as uow:
            assert not uow.ratings.remove(answer.id, shelf.bob.id, later(210))
            assert not uow.ratings.remove(answer.id, shelf.cat.id, later(205))
            assert uow.ratings.remove(answer.id, shelf.bob.id, later(209))
            assert uow.ratings.given_by(shelf.bob.id) == 0

    def test_the_order_of_ratings_tells_nothing(self, shelf: Shelf) -> None:
        orders = set()
        for at in range(0, 8000, 1000):
            answer = shelf.sent(shelf.ann, at=at, needed=3)
            for seconds, rater in enumerate((shelf.bob, shelf.cat, shelf.lead)):
                shelf.rated(answer, rater, at=at + 100 + seconds)
            with shelf.uow.reading() as uow:
                orders.add(tuple(each.rater_id for each in uow.ratings.of_answer(answer.id, later(9999))))
        assert len(orders) > 1


class TestResults:
    def test_an_outcome_is_published_once(self, shelf: Shelf) -> None:
        deal = shelf.counted(shelf.ann, Outcome.HIT)
        with shelf.uow as uow:
            assert not uow.results.publish(deal, result(deal, Outcome.MISS, at=60), Outcome.MISS, later(99))
            assert uow.results.of_deal(deal.id) == result(deal, Outcome.HIT, at=60)
            assert uow.results.of_deal(DealId("nothing")) is None

    def test_a_person_s_results_come_newest_first_within_the_window(self, shelf: Shelf) -> None:
        deals = [shelf.counted(shelf.ann, Outcome.HIT, at=at) for at in (0, 1000, 2000)]
        shelf.counted(shelf.bob, Outcome.MISS)
        with shelf.uow.reading() as uow:
            found = uow.results.of_person(shelf.ann.id, later(1060))
            assert [each.deal_id for each in found] == [deals[2].id, deals[1].id]
            assert [each.deal_id for each in uow.results.of_person(shelf.ann.id, later(0), 1)] == [deals[2].id]

    def test_a_counted_deal_cannot_be_reopened(self, shelf: Shelf) -> None:
        answer = shelf.sent(shelf.ann)
        with shelf.uow as uow:
            deal = uow.deals.get(answer.deal_id)
            assert deal is not None
            uow.results.publish(deal, result(deal, Outcome.HIT, at=60), Outcome.HIT, later(99))
            assert not uow.deals.reopen(deal.id)


class TestUnitOfWork:
    def test_nothing_is_kept_without_a_commit(self, shelf: Shelf) -> None:
        with shelf.uow as uow:
            uow.people.add("Ghost", Role.EMPLOYEE, shelf.team.id, NOW)
        with pytest.raises(NotFound), shelf.uow as uow:  # noqa: PT012 - the refusal comes after the word is stored
            uow.people.add("Ghost", Role.EMPLOYEE, shelf.team.id, NOW)
            uow.people.team(TeamId(77))
        with shelf.uow.reading() as uow:
            assert uow.people.find("Ghost") is None

    def test_what_follows_a_commit_needs_another(self, shelf: Shelf) -> None:
        with shelf.uow as uow:
            uow.people.add("Kept", Role.EMPLOYEE, shelf.team.id, NOW)
            uow.commit()
            uow.people.add("Lost", Role.EMPLOYEE, shelf.team.id, NOW)
        with shelf.uow.reading() as uow:
            assert uow.people.find("Kept") is not None
            assert uow.people.find("Lost") is None

    def test_a_reading_unit_cannot_commit_and_units_do_not_nest(self, shelf: Shelf) -> None:
        with shelf.uow.reading() as uow:
            with pytest.raises(RuntimeError):
                uow.commit()
            with pytest.raises(RuntimeError), shelf.uow:
                pass
        with pytest.raises(RuntimeError):
            shelf.uow.commit()

    def test_a_reading_unit_stores_nothing(self, shelf: Shelf) -> None:
        with pytest.raises(Exception, match="read"), shelf.uow.reading() as uow:
            uow.people.add("Ghost", Role.EMPLOYEE, shelf.team.id, NOW)
        with shelf.uow as uow:
            uow.people.add("Writer", Role.EMPLOYEE, shelf.team.id, NOW)
            uow.commit()
