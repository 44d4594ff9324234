"""Two people in a real browser: in by code, a card, a closed tab, two ratings, the reveal; and no request leaves loopback."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.end_to_end.served import Host, hosting
from trainer.domain.phases import Phase

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.system,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="wants the browser chromium"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PATIENCE = 30_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


class Sitter:
    """One person and their browser."""

    def __init__(self, browser: Browser, host: Host, name: str, pictures: Path) -> None:
        self.context: BrowserContext = browser.new_context(viewport={"width": 1000, "height": 640})
        self.requests: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.host, self.name, self.pictures = host, name, pictures
        self.page: Page = self.context.new_page()

    def come_in(self) -> None:
        self.page.goto(self.host.url)
        self.page.fill("input[name=code]", self.host.code)
        self.page.click("button")
        self.picture("name")
        self.page.get_by_label(self.name, exact=True).check()
        self.page.click("button")

    def see(self, *words: str) -> str:
        """Waits until the terminal shows one of these."""
        try:
            self._wait(words)
        except Error:
            self.picture(f"failed-{self.name}")
            raise
        return str(self.page.evaluate("window.seatText()"))

    def press_until(self, key: str, *words: str) -> str:
        """An answer that was sent can be taken back for ten seconds; only then it is there to be rated."""
        for _try in range(40):
            text = str(self.page.evaluate("window.seatText()"))
            if any(word in text for word in words):
                return text
            self.press(key)
            self.page.wait_for_timeout(500)
        return self.see(*words)

    def _wait(self, words: tuple[str, ...]) -> None:
        self.page.wait_for_function(
            "words => window.seatText && words.some(word => window.seatText().includes(word))",
            arg=list(words),
            timeout=PATIENCE,
        )

    def type(self, text: str) -> None:
        for letter in text:
            self.page.keyboard.press(letter) if letter.isascii() else self.page.keyboard.insert_text(letter)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def close_tab(self) -> None:
        self.page.close()

    def open_again(self) -> None:
        self.page = self.context.new_page()
        self.page.goto(self.host.url)

    def picture(self, name: str) -> None:
        self.page.screenshot(path=str(self.pictures / f"browser-{name}.png"))


def test_two_people_in_browsers_play_a_session(chromium: Browser, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("TRAINER_TEST_PICTURES") or tmp_path)
    with hosting(tmp_path, ["Оксана", "Богдан"]) as host:
        oksana, bohdan = (Sitter(chromium, host, name, pictures) for name in ("Оксана", "Богдан"))
        for each in (oksana, bohdan):
            each.come_in()
            each.see("You are in")
        host.go_to(Phase.WRITE)
        for each in (oksana, bohdan):
            each.see("07:00", "05:00", "04:5")
        oksana.type("Рибка сама підпливла: вона скучила")
        oksana.see("скучила")
        oksana.close_tab()  # in the middle of a sentence
        oksana.open_again()
        oksana.see("вона скучила")
        oksana.type(" за гостями.")
        oksana.see("за гостями.")
        bohdan.type("Перепрошуємо, що море живе.")
        bohdan.see("море живе.")
        oksana.picture("writing")
        for each in (oksana, bohdan):
            each.press("F5")
        host.go_to(Phase.RATE)
        for each, others in ((oksana, "море живе"), (bohdan, "за гостями")):
            each.press_until("Enter", "What would this customer write back?")
            assert others in each.see("The answer"), "one rates the other's answer, blind"
        oksana.picture("rating")
        for each in (oksana, bohdan):
            each.press(*"44343")
            each.see("● 3 normal")
            each.press_until("F5", "Nothing waits", "2 of 2")  # a gold answer may lie among them
        host.go_to(Phase.REVEAL)
        for each in (oksana, bohdan):
            each.see("Reveal")
        seen = oksana.see("A ", "B ")
        assert "Оксана" not in seen, "nobody has claimed anything"
        oksana.picture("reveal")
        asked = [*oksana.requests, *bohdan.requests]
        assert asked
        assert [
            url for url in asked if not url.startswith((host.url, host.url.replace("http", "ws"), "data:", "blob:"))
        ] == []
        for each in (oksana, bohdan):
            each.context.close()


def test_a_server_that_goes_and_comes_back(chromium: Browser, tmp_path: Path) -> None:
    with hosting(tmp_path, ["Оксана"]) as host:
        oksana = Sitter(chromium, host, "Оксана", tmp_path)
        oksana.come_in()
        oksana.see("You are in")
        assert oksana.page.title() == "Оксана · trainer"
        host.stop()
        oksana.page.wait_for_function(
            "document.getElementById('said').textContent.includes('dropped')", timeout=PATIENCE
        )
        host.start_again()
        oksana.page.wait_for_function("document.getElementById('word').hidden", timeout=PATIENCE)
        oksana.see("You are in")
        oksana.context.close()
