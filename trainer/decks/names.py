"""Names for made-up colleagues (the demo), by Faker."""

from trainer.decks.locales import faker_locale
from trainer.domain.texts import clean_line


def draw_names(language: str, count: int, seed: int) -> list[str]:
    """`count` different first names, half of them women's; the same for the same seed and Faker release."""
    from faker import Faker

    faker = Faker(faker_locale(language))
    faker.seed_instance(seed)
    names: list[str] = []
    for attempt in range(count * 20):
        draw = faker.first_name_female if len(names) % 2 == 0 else faker.first_name_male
        name = clean_line(draw())
        if name and name not in names:
            names.append(name)
        if len(names) == count or attempt == count * 20 - 1:
            break
    return names
