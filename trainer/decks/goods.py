"""Words that Faker does not have in our languages: things one buys, days of the week. All in the nominative."""

from trainer.decks.locales import language_of

_PRODUCTS = {
    "en": (
        "kettle", "umbrella", "suitcase", "alarm clock", "toaster", "desk lamp", "raincoat", "garden chair", "frying pan",
        "rucksack", "birthday cake", "hair dryer", "bicycle", "blanket", "doorbell", "teapot",
    ),
    "uk": (
        "чайник", "парасолька", "валіза", "будильник", "тостер", "настільна лампа", "дощовик", "садовий стілець",
        "сковорідка", "наплічник", "святковий торт", "фен", "велосипед", "ковдра", "дверний дзвінок", "термос",
    ),
    "ru": (
        "чайник", "зонт", "чемодан", "будильник", "тостер", "настольная лампа", "дождевик", "садовый стул",
        "сковорода", "рюкзак", "праздничный торт", "фен", "велосипед", "одеяло", "дверной звонок", "термос",
    ),
}  # fmt: skip
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "uk": ("понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота", "неділя"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
}
_DEVICE = {"en": "{browser} on {system}", "uk": "{browser} на {system}", "ru": "{browser} на {system}"}


def products(locale: str) -> tuple[str, ...]:
    """Things that one buys, in the deck's language; English where we have no words."""
    return _PRODUCTS.get(language_of(locale), _PRODUCTS["en"])


def weekdays(locale: str) -> tuple[str, ...]:
    return _WEEKDAYS.get(language_of(locale), _WEEKDAYS["en"])


def device_words(locale: str) -> str:
    """How to say which browser on which system, with {browser} and {system} to fill in."""
    return _DEVICE.get(language_of(locale), "{browser}, {system}")
