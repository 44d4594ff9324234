"""Sentences of an answer, to pick one from."""

from trainer.domain.sentences import sentences


def test_sentences_end_at_marks_and_at_line_breaks() -> None:
    text = "Thank you! «Справді?» Yes… we do\nAt four, at the pier."
    assert sentences(text, 200) == ("Thank you!", "«Справді?»", "Yes…", "we do", "At four, at the pier.")


def test_numbers_and_prices_do_not_end_a_sentence() -> None:
    assert sentences("It costs 4.50 today. Really.", 200) == ("It costs 4.50 today.", "Really.")


def test_a_long_sentence_is_cut_between_words() -> None:
    assert sentences("one two three", 9) == ("one two",)
    assert sentences("onetwothree", 4) == ("onet",)


def test_what_has_no_letter_is_left_out_and_nothing_comes_twice() -> None:
    assert sentences("— ! Yes. ... Yes.", 200) == ("Yes.",)
    assert sentences("  \n ", 200) == ()
