"""Two people in a real browser: in by code, a card, a closed tab, two ratings, the reveal; and no request leaves loopback.

Screenshots are kept in build/browser, or where TRAINER_TEST_PICTURES says; those in docs/browser were made that way.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.end_to_end.served import Host, hosting
from tests.support.terminal import PATIENCE as SECONDS
from tests.support.terminal import ROOT
from trainer.domain.people import Person
from trainer.domain.phases import Phase
from trainer.domain.rating import Judgement
from trainer.services import people, rating
from trainer.services.sessions import rating as rounds
from trainer.services.sessions import seats, viewing

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.system,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="wants the browser chromium"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PATIENCE = 2 * 1000 * SECONDS
"""Milliseconds, before a broken run ends."""
PICTURE_TRIES = 20
LEAN = (
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-software-rasterizer", "--renderer-process-limit=1",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
"""No name but loopback's is even looked up."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=LEAN)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pictures() -> Path:
    folder = Path(os.environ.get("TRAINER_TEST_PICTURES") or ROOT / "build" / "browser")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Sitter:
    """One person and their browser."""

    def __init__(self, browser: Browser, host: Host, name: str, pictures: Path) -> None:
        self.context: BrowserContext = browser.new_context(viewport={"width": 1000, "height": 640})
        self.requests: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.host, self.name, self.pictures = host, name, pictures
        self.page = self._new_page()

    def _new_page(self) -> Page:
        page = self.context.new_page()
        page.on("websocket", lambda line: self.requests.append(line.url))
        page.goto(self.host.url)
        return page

    def come_in(self) -> None:
        self.page.fill("input[name=code]", self.host.code)
        self.page.click("button")
        self.picture("name")
        self.page.get_by_label(self.name, exact=True).check()
        self.page.click("button")

    def see(self, pattern: str) -> str:
        """Waits until the terminal shows it; all that it shows then."""
        self._until("pattern => window.seatText && new RegExp(pattern).test(window.seatText())", pattern)
        return str(self.page.evaluate("window.seatText()"))

    def see_no_more(self, words: str) -> None:
        self._until("words => !window.seatText().includes(words)", words)

    def see_said(self, words: str) -> None:
        """Beside the terminal, by the page itself; "" once it says nothing."""
        self._until(
            "words => words ? document.getElementById('said').textContent.includes(words)"
            " : document.getElementById('word').hidden",
            words,
        )

    def _until(self, true: str, argument: str) -> None:
        try:
            self.page.wait_for_function(true, arg=argument, timeout=PATIENCE)
        except Error:
            self.picture(f"failed-{self.name}")
            raise

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def close_tab(self) -> None:
        self.page.close()

    def open_again(self) -> None:
        self.page = self._new_page()

    def picture(self, name: str) -> None:
        """Chromium without a graphics card now and then has no frame to give on a loaded machine: it is asked again."""
        for left in reversed(range(PICTURE_TRIES)):
            try:
                self.page.screenshot(path=str(self.pictures / f"{name}.png"))
                return
            except Error as refused:
                if not left or "Unable to capture" not in refused.message:
                    raise
                self.page.wait_for_timeout(500)

    def rate_all(self, colleague: str, picture: str = "") -> None:
        """The one colleague's answer, blind, and whatever gold lies beside it, until nothing waits."""
        seen, turn = [], 1
        while "Nothing waits" not in (text := self.see(rf"Rate · {turn} of \d[^█]*○ ○ ○ ○ ○|Nothing waits")):
            self.press("Enter")  # from the customer to the answer
            seen.append(self.see("The answer"))
            self.press(*"443434")  # what is too much falls on the last criterion
            self.see_no_more("○ ○ ○ ○ ○")
            if picture:
                self.picture(picture)
            self.press("F5")
            turn += 1
        assert any(colleague in each for each in seen), seen or text
        assert not any(self.name in each for each in seen)


def rate_from_elsewhere(host: Host, third: Person) -> None:
    """A third person, without a browser, has read both answers: a single rating is never shown, so a point needs two."""
    trainer, give_up = host.trainer, time.monotonic() + SECONDS
    given = 0
    while given < 2 and time.monotonic() < give_up:
        trainer.run(seats.beat, host.session.id, third.id)
        found = trainer.run(rounds.next_to_rate, host.session.id, third.id)
        if found is not None:
            trainer.run(
                rating.give_rating,
                third.id,
                found.answer_id,
                Judgement({each.name: 3 for each in found.criteria}, laughed=True),
            )
            given += 1
    assert given == 2


def test_two_people_in_browsers_play_a_session(chromium: Browser, pictures: Path, tmp_path: Path) -> None:
    with hosting(tmp_path, ["Оксана", "Богдан", "Ганна"]) as host:
        oksana, bohdan = (Sitter(chromium, host, name, pictures) for name in ("Оксана", "Богдан"))
        for each in (oksana, bohdan):
            each.come_in()
            each.see("You are in")
        assert oksana.page.title() == "Оксана · trainer"
        third = host.trainer.run(people.find_person, "Ганна")
        host.trainer.run(seats.join, host.code, third.id)

        host.served.stop()  # the lead's laptop goes and comes back
        oksana.see_said("dropped")
        host.served.start_again()
        for each in (oksana, bohdan):
            each.see_said("")
            each.see("You are in")

        host.go_to(Phase.WRITE)
        for each in (oksana, bohdan):
            each.see("F5 done")
        oksana.type("Рибка сама підпливла: вона скучила")
        oksana.see("скучила")
        oksana.close_tab()  # in the middle of a sentence
        bohdan.type("Перепрошуємо, що море живе.")
        oksana.open_again()
        oksana.see("Рибка сама підпливла: вона скучила")
        oksana.type(" за гостями.")
        oksana.see("вона скучила за гостями")
        bohdan.see("море живе")
        oksana.picture("writing")
        for each in (oksana, bohdan):
            each.press("F5")
            each.see("Your answer is in")

        host.trainer.run(seats.beat, host.session.id, third.id)  # a round is planned for who is there
        host.go_to(Phase.RATE)
        rate_from_elsewhere(host, third)
        oksana.rate_all("Перепрошуємо, що море живе.", picture="rating")
        bohdan.rate_all("Рибка сама підпливла: вона скучила за гостями.")

        host.go_to(Phase.REVEAL)
        revealed = host.trainer.run(viewing.public_view, host.session.id).reveal
        assert revealed is not None
        assert [each.label for each in revealed.points] == ["A", "B"]
        assert all(each.works is not None for each in revealed.points)
        for each in (oksana, bohdan):
            seen = each.see(r"A: works \d+")
            assert re.search(r"B: works \d+", seen)
            assert re.search(r"100\s+works|works\s+100", seen), "the picture's axis"
            assert not {"Оксана", "Богдан"} & set(re.findall(r"\w+", seen)), "nobody has claimed anything"
        oksana.picture("reveal")

        asked = [*oksana.requests, *bohdan.requests]
        assert any(url.startswith("ws:") for url in asked)
        here = (host.url, host.url.replace("http", "ws"), "data:", "blob:")
        assert [url for url in asked if not url.startswith(here)] == []
        for each in (oksana, bohdan):
            each.context.close()
