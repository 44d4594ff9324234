"""Names in the order in which people look them up."""

from trainer.domain.people import alphabetical


def test_ukrainian_and_russian_letters_stand_where_their_alphabets_have_them() -> None:
    names = ["Яна", "Олена", "Ірина", "Єва", "Ґанна", "Ганна", "Дарина", "Ёлка", "Жанна", "Їжак", "Ann", "bob"]
    assert sorted(names, key=alphabetical) == [
        "Ann", "bob", "Ганна", "Ґанна", "Дарина", "Єва", "Ёлка", "Жанна", "Ірина", "Їжак", "Олена", "Яна",
    ]  # fmt: skip
