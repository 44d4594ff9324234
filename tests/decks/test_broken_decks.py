# ruff: noqa: E501 - the messages stand here as they are printed
"""Broken decks: every mistake is named once, at its place, with how to mend it."""

import pytest

from trainer.decks.problems import Severity
from trainer.decks.reading import read_deck_text

HEAD = "title: T\ncards:\n"
ONE = HEAD + "  - complaint: Too sandy.\n"


def card(*lines: str) -> str:
    """A deck of one card, with these lines below its complaint (which is line 3)."""
    return ONE + "".join(f"    {line}\n" for line in lines)


CASES: list[tuple[str, str, list[str]]] = [
    # The shape of a deck
    (
        "empty",
        "",
        [
            '1:1: error [no-deck] the deck is empty: it needs a line "title: ..." and "cards:" with a "- " line for each complaint'
        ],
    ),
    (
        "comments",
        "# nothing\n",
        [
            '1:1: error [no-deck] the deck is empty: it needs a line "title: ..." and "cards:" with a "- " line for each complaint'
        ],
    ),
    (
        "list",
        "- a\n- b\n",
        ['1:1: error [no-deck] a deck begins with a line "title: ..." and a line "cards:"; the list goes below that'],
    ),
    (
        "sentence",
        "title:Foo\n",
        [
            '1:1: error [no-deck] a deck begins with a line "title: ..." (with a space after the colon) and a line "cards:"'
        ],
    ),
    (
        "no-title",
        "cards:\n  - Too sandy.\n",
        ['1:1: error [missing] title is missing: add a line "title: ..." that people choose the deck by'],
    ),
    (
        "empty-title",
        "title:\ncards:\n  - Too sandy.\n",
        ['1:1: error [missing] title is missing: add a line "title: ..." that people choose the deck by'],
    ),
    (
        "blank-title",
        'title: ""\ncards:\n  - Too sandy.\n',
        ['1:1: error [missing] title is missing: add a line "title: ..." that people choose the deck by'],
    ),
    (
        "no-cards",
        "title: T\n",
        ['1:1: error [missing] cards is missing: add "cards:" and below it a "- " line for each complaint'],
    ),
    (
        "empty-cards",
        "title: T\ncards: []\n",
        ['2:1: error [cards] cards: there is no card yet; add a "- " line with a complaint'],
    ),
    (
        "cards-text",
        "title: T\ncards: none\n",
        ['2:1: error [cards] cards: below it goes a "- " line for each complaint'],
    ),
    ("cards-blank", "title: T\ncards:\n", ['2:1: error [cards] cards: below it goes a "- " line for each complaint']),
    ("card-list", HEAD + "  - [a, b]\n", ['3:5: error [keys-wanted] "key: value" lines are wanted here']),
    (
        "empty-card",
        HEAD + "  - Fine.\n  -\n",
        ['4:4: error [missing] complaint is missing: add a line "complaint: ..." with what the customer says'],
    ),
    (
        "no-complaint",
        HEAD + "  - difficulty: 3\n",
        ['3:5: error [missing] complaint is missing: add a line "complaint: ..." with what the customer says'],
    ),
    (
        "complaint-list",
        HEAD + "  - complaint: [a, b]\n",
        [
            "3:16: error [text-wanted] complaint: one text is wanted, not a list; a text that begins with [ must stand in quotes"
        ],
    ),
    # Keys
    ("unknown", card("dificulty: 3"), ['4:5: error [unknown-key] dificulty: did you mean "difficulty"?']),
    ("unknown-deck", "titel: T\ncards:\n  - Too sandy.\n", ['1:1: error [unknown-key] titel: did you mean "title"?']),
    (
        "unknown-far",
        card("colour: red"),
        ['4:5: error [unknown-key] colour: no such key here; remove it, or call it "x-colour" if it is your own'],
    ),
    ("one-down", card("gender: any"), ['4:5: error [unknown-key] gender: belongs one level down, under "persona"']),
    (
        "card-key-in-deck",
        "title: T\ndifficulty: 3\ncards:\n  - Too sandy.\n",
        ['2:1: error [unknown-key] difficulty: belongs to a card, or under "defaults"'],
    ),
    (
        "deck-key-in-card",
        card("locale: en"),
        ["4:5: error [unknown-key] locale: belongs to the deck, at the top of the file"],
    ),
    ("persona-key", card("persona: {gendr: any}"), ['4:15: error [unknown-key] gendr: did you mean "gender"?']),
    (
        "curly-key",
        "“title”: T\ncards:\n  - Too sandy.\n",
        ["1:1: error [unknown-key] “title”: leave out the curly quotes"],
    ),
    (
        "duplicate",
        card("difficulty: 3", "difficulty: 4"),
        ["5:5: error [duplicate-key] difficulty: stands already in line 4; keep one of the two"],
    ),
    (
        "duplicate-top",
        "title: A\ntitle: B\ncards:\n  - Too sandy.\n",
        ["2:1: error [duplicate-key] title: stands already in line 1; keep one of the two"],
    ),
    ("empty-key", card('"": 3'), ['4:5: error [empty-key] a key is missing before the ":"']),
    (
        "colon-sentence",
        HEAD + "  - Dear sirs: the sea is wet.\n",
        ['3:5: error [colon-in-text] a sentence with ": " in it must stand in quotes: "…"'],
    ),
    (
        "comma-in-flow",
        card("twists: [{at: 50%, says: No, really not}]"),
        ["4:34: error [colon-in-text] really not: a comma inside { } cuts a text in two: put the text in quotes"],
    ),
    ("house", card("x-floor: 3"), []),
    # YAML
    (
        "anchor",
        card("role: &r waiter"),
        [
            '4:11: error [anchor] "&" (an anchor) is not read: leave it out; a text that begins with & must stand in quotes'
        ],
    ),
    (
        "alias",
        card("role: *waiter"),
        [
            '4:11: error [alias] "*" (an alias) is not read: write the words out; a text that begins with * must stand in quotes'
        ],
    ),
    (
        "tag",
        card("role: !waiter x"),
        ['4:11: error [tag] "!" (a tag) is not read: leave it out; a text that begins with ! must stand in quotes'],
    ),
    (
        "tag2",
        card("role: !!python/object:os.system x"),
        ['4:11: error [tag] "!" (a tag) is not read: leave it out; a text that begins with ! must stand in quotes'],
    ),
    ("merge", card("<<: {role: x}"), ["4:5: error [merge-key] merge keys are not read: write the keys out"]),
    (
        "second",
        ONE + "---\ntitle: U\n",
        ['4:1: error [second-document] a second document begins ("---"): one deck a file'],
    ),
    ("tab", card("persona:") + "\t  age: 60\n", ["5:1: error [tab] a tab: YAML is indented with spaces only"]),
    ("tab-value", card("role:\twaiter"), []),
    (
        "unclosed",
        card('role: "waiter', "difficulty: 3"),
        ["4:11: error [unclosed-quote] the quote that opens here is never closed: close it, or leave it out"],
    ),
    (
        "unclosed-single",
        card("role: 'it's mine'"),
        [
            "4:15: error [text-after-quote] text goes on after the closing quote: put the whole of it in quotes, and double the quotes inside"
        ],
    ),
    (
        "colon",
        card("context: Note: the pots"),
        [
            '4:18: error [colon-in-text] ": " inside a text: put the whole text in quotes, "…", or write it below after a |'
        ],
    ),
    ("at", card("context: @home"), ["4:14: error [leading-character] a text that begins with @ must stand in quotes"]),
    (
        "percent",
        card("context: %d"),
        ["4:14: error [leading-character] a text that begins with % must stand in quotes"],
    ),
    (
        "star",
        card("context: *bold* x"),
        ["4:14: error [leading-character] a text that begins with * must stand in quotes"],
    ),
    (
        "bang",
        card("context: ! now"),
        ['4:14: error [tag] "!" (a tag) is not read: leave it out; a text that begins with ! must stand in quotes'],
    ),
    (
        "brace",
        card("context: {city} is wet"),
        ["4:14: error [leading-character] a text that begins with { must stand in quotes"],
    ),
    (
        "brace-alone",
        card("context: {city}"),
        ["4:14: error [text-wanted] context: a text that begins with { must stand in quotes"],
    ),
    (
        "bracket",
        card("context: [sic] wet"),
        ["4:14: error [leading-character] a text that begins with [ must stand in quotes"],
    ),
    (
        "backtick",
        card("context: `x`"),
        ["4:14: error [leading-character] a text that begins with ` must stand in quotes"],
    ),
    (
        "escape",
        card('context: "a\\q"'),
        [
            "4:16: error [bad-escape] a \\ inside \"…\" begins a special sign that YAML does not know: write \\\\, or use '…'"
        ],
    ),
    (
        "escape-x",
        card('context: "a\\x1bb"'),
        ["4:14: warning [control-character] the control character U+001B will be taken out: remove it here"],
    ),
    (
        "after-quote",
        card('context: "No" he said'),
        [
            "4:19: error [text-after-quote] text goes on after the closing quote: put the whole of it in quotes, and double the quotes inside"
        ],
    ),
    (
        "indent",
        ONE + "   role: waiter\n",
        [
            '4:4: error [indentation] this line does not line up: indent it as the lines above, or begin it with "- " as the other items'
        ],
    ),
    (
        "title-without-colon",
        "title T\ncards:\n  - Too sandy.\n",
        ['1:1: error [colon-missing] this line has no key: write it as "key: text", such as "complaint: …"'],
    ),
    (
        "sentence-above-a-key",
        HEAD + "  - Too sandy.\n    context: b\n",
        ['3:5: error [colon-missing] this line has no key: write it as "key: text", such as "complaint: …"'],
    ),
    ("card-for-cards", "title: T\ncard:\n  - a\n", ['2:1: error [unknown-key] card: did you mean "cards"?']),
    (
        "all-comment",
        HEAD + "  - #42 is late\n  - complaint: #43 is late\n",
        [
            '3:5: error [cut-text] " #" begins a comment, and so cuts this text: put the whole text in quotes',
            '4:16: error [cut-text] " #" begins a comment, and so cuts this text: put the whole text in quotes',
        ],
    ),
    (
        "no-break-space",
        "title:\u00a0T\ncards:\n  - a\n",
        ["1:7: error [odd-space] this is no plain space (U+00A0): type the space anew"],
    ),
    (
        "dashes-of-print",
        HEAD + "  – a\n  – b\n",
        ['3:3: error [cards] a card begins with "- ": a hyphen and a plain space'],
    ),
    (
        "block-not-indented",
        HEAD + "  - complaint: |\n    one\n    two\n",
        [
            '4:5: error [colon-missing] a ":" is missing after this key, or the text above goes on without being indented'
        ],
    ),
    (
        "wrong-bracket",
        HEAD + "  - {complaint: a, tags: [b}\n",
        [
            "3:26: error [unclosed-bracket] the [ that opens here is not closed, or a text inside it needs quotes (a text that begins with [ does)"
        ],
    ),
    (
        "far-too-long",
        HEAD + "  - " + "word " * 5_000 + "\n",
        ["3:5: error [too-long] a text of 24999 characters: 20000 is the most"],
    ),
    (
        "indent-more",
        card("role: waiter", "  type: fear"),
        [
            "5:7: error [indentation] this line is indented more than the key above it: line it up, or put the text above in quotes"
        ],
    ),
    (
        "flow",
        card("skills: [empathy, clarify"),
        [
            "4:13: error [unclosed-bracket] the [ that opens here is not closed, or a text inside it needs quotes (a text that begins with [ does)"
        ],
    ),
    (
        "dash",
        card("hints: - one"),
        ['4:12: error [list-here] a list can\'t begin here: put "- " on a line of its own, or put the text in quotes'],
    ),
    (
        "cut-long",
        card("context: order #42", "  is late"),
        ['4:20: error [cut-text] " #" begins a comment, and so cuts this text: put the whole text in quotes'],
    ),
    (
        "curly-colon",
        card("context: “Note: this”"),
        ['4:14: error [curly-quotes] curly quotes do not quote: put the text in straight quotes, "…"'],
    ),
    # Values
    (
        "number",
        card("minutes: seven"),
        ["4:14: error [number-wanted] minutes: a number is wanted, such as 7 or 1.5, not seven"],
    ),
    ("range", card("minutes: 31"), ["4:14: error [out-of-range] minutes: 31 is not between 1 and 30"]),
    ("range5", card("difficulty: 6"), ["4:17: error [out-of-range] difficulty: 6 is not between 1 and 5"]),
    (
        "level-float",
        card("difficulty: 2.5"),
        ["4:17: error [number-wanted] difficulty: a whole number is wanted, such as 3, not 2.5"],
    ),
    ("bool", card("worth_winning: on"), ["4:20: error [yes-no-wanted] worth_winning: true or false is wanted, not on"]),
    ("curly-number", card("minutes: “7”"), ["4:14: error [curly-quotes] minutes: “7”: leave out the curly quotes"]),
    ("enum", card("channel: telephone"), ['4:14: error [unknown-word] channel: telephone: did you mean "phone"?']),
    (
        "enum-near",
        card("channel: in-person"),
        ['4:14: error [unknown-word] channel: in-person: did you mean "in_person"?'],
    ),
    (
        "skill",
        card("skills: [empathy, charm]"),
        [
            "4:23: error [unknown-word] skills: charm is none of: empathy, clarify, dignity, solution, boundary, next_step, humour"
        ],
    ),
    (
        "type",
        card("type: our_mistakes"),
        ['4:11: error [unknown-word] type: our_mistakes: did you mean "our_mistake"?'],
    ),
    ("type-begun", card("type: price"), ['4:11: error [unknown-word] type: price: did you mean "price_fairness"?']),
    (
        "age",
        card("persona: {age: [75, 55]}"),
        ["4:20: error [ages-wanted] age: two ages between 1 and 110 are wanted, the lower first: [55, 75]"],
    ),
    (
        "state",
        card("persona: {state: lost}"),
        [
            "4:22: error [unknown-word] state: lost: only returned and promoter are said; the others follow from months_since_last_order"
        ],
    ),
    (
        "percent-wanted",
        card("twists: [{at: 50, says: x}]"),
        ["4:19: error [percent-wanted] at: a percentage of the timer between 0% and 100% is wanted, such as 50%"],
    ),
    (
        "percent-100",
        card("twists: [{at: 100%, says: x}]"),
        ["4:19: error [percent-wanted] at: a percentage of the timer between 0% and 100% is wanted, such as 50%"],
    ),
    (
        "twist-says",
        card("twists: [{at: 50%}]"),
        ['4:14: error [missing] says is missing: add a line "says: ..." with what the customer adds'],
    ),
    (
        "list-wanted",
        card("hints: {a: b}"),
        ['4:12: error [list-wanted] hints: a list is wanted: "- " lines, or [one, two]'],
    ),
    (
        "text-colon",
        card("hints:", "  - Ask: one question"),
        ['5:9: error [text-wanted] hints: a text is wanted; if ": " stands in it, put the whole of it in quotes'],
    ),
    (
        "text-list",
        card("context: [a, b]"),
        [
            "4:14: error [text-wanted] context: one text is wanted, not a list; a text that begins with [ must stand in quotes"
        ],
    ),
    ("keys", card("persona: old"), ['4:14: error [keys-wanted] persona: "key: value" lines are wanted here']),
    ("neg", card("remedy_budget: -5"), ["4:20: error [out-of-range] remedy_budget: -5 is too low: 0 is the least"]),
    (
        "zero",
        card("persona: {average_check: 0}"),
        ["4:30: error [out-of-range] average_check: a number above 0 is wanted, not 0"],
    ),
    (
        "id",
        card("id: two words"),
        ["4:9: error [bad-id] id: two words: an id has letters, digits, hyphens and no spaces"],
    ),
    (
        "format",
        "format: 2\n" + ONE,
        ["1:9: error [format] format: format 2 needs a newer trainer: this one reads format 1"],
    ),
    (
        "sens",
        card("sensitivity: [weather]"),
        [
            "4:19: error [unknown-word] sensitivity: weather is none of: nationality, body, religion, health, sexual, alcohol, money, grief"
        ],
    ),
    (
        "origin",
        card("source: {origin: real}"),
        ["4:22: error [unknown-word] origin: real is none of: invented, folklore, customer_anonymised"],
    ),
    # Ids
    (
        "dup-id",
        HEAD + "  - {id: a, complaint: One.}\n  - {id: a, complaint: Two.}\n",
        ["4:10: error [duplicate-id] a: the card in line 3 has this id already; give each card its own"],
    ),
    (
        "dup-complaint",
        HEAD + "  - Too sandy.\n  - complaint: too  sandy!\n",
        ["4:16: warning [duplicate-complaint] the same complaint as in line 3: leave one of them out"],
    ),
    # Languages
    (
        "locale-no",
        "title: T\nlocale: no\ncards: [Too sandy.]\n",
        ['2:9: warning [locale] no means Norwegian here, and "false" to other programs: write nb-NO, or what you mean'],
    ),
    (
        "locale-ua",
        "title: T\nlocale: ua\ncards: [Too sandy.]\n",
        ['2:9: error [locale] ua is no language: did you mean "uk-UA"?'],
    ),
    (
        "locale-uk",
        "title: T\nlocale: en-UK\ncards: [Too sandy.]\n",
        ['2:9: error [locale] en-UK is no language: did you mean "en-GB"?'],
    ),
    (
        "locale-zz",
        "title: T\nlocale: uk-ZZ\ncards: [Too sandy.]\n",
        ['2:9: error [locale] uk-ZZ is no language: did you mean "uk"?'],
    ),
    (
        "locale-score",
        "title: T\nlocale: en_GB\ncards: [Too sandy.]\n",
        ['2:9: warning [locale] en_GB: is written "en-GB"'],
    ),
    (
        "locale-words",
        "title: T\nlocale: British English\ncards: [Too sandy.]\n",
        ["2:9: error [locale] British English is no language: write it as en-GB or uk-UA"],
    ),
    # Texts
    (
        "cut",
        card("context: my order #42 is late"),
        [
            '4:23: warning [cut-text] " #" begins a comment and cuts this text: put the text in quotes, or two spaces before the #'
        ],
    ),
    ("comment", card("context: my order  # the late one"), []),
    (
        "curly",
        card("context: “the pots”"),
        ["4:14: warning [curly-quotes] curly quotes do not quote, they will be shown: use straight ones, or none"],
    ),
    (
        "near",
        HEAD + "  - I am {custmer.full_name}.\n",
        [
            '3:10: error [placeholder] {custmer.full_name}: did you mean "{customer.full_name}"? Write {{ and }} for braces'
        ],
    ),
    (
        "name",
        HEAD + "  - I am {name}.\n",
        ['3:10: error [placeholder] {name}: did you mean "{customer.full_name}"? Write {{ and }} for braces'],
    ),
    (
        "customer",
        HEAD + "  - I am {customer.shoe_size}.\n",
        ["3:10: error [placeholder] {customer.shoe_size}: no such placeholder; write {{ and }} for braces"],
    ),
    (
        "no-var",
        HEAD + "  - My {dish} is cold.\n",
        [
            "3:8: warning [placeholder] {dish}: is no placeholder and no var of this card, and is shown as it stands; write {{ and }} if that is meant"
        ],
    ),
    (
        "number-order",
        HEAD + "  - Room {number:9..1}.\n",
        ["3:10: error [placeholder] {number:9..1}: write the lower number first, e.g. {number:1..9}"],
    ),
    (
        "gender",
        HEAD + "  - Me {gender: came}.\n",
        ['3:5: error [colon-in-text] a sentence with ": " in it must stand in quotes: "…"'],
    ),
    (
        "count",
        HEAD + '  - "{count: many|guest|guests}"\n',
        [
            "3:6: error [placeholder] {count: many|guest|guests}: before the first | stands a number, number:2..9 or a var"
        ],
    ),
    (
        "count-forms",
        HEAD + '  - "{count: 3}"\n',
        ["3:6: error [placeholder] {count: 3}: a number and its forms, e.g. {count: 3|guest|guests}"],
    ),
    (
        "count-uk",
        'title: T\nlocale: uk-UA\ncards:\n  - "Нас {number:2..9} {count: number:2..9|гість|гості}"\n',
        ["4:24: error [count-forms] {count: number:2..9|гість|гості}: this language wants 3 forms after the number"],
    ),
    (
        "count-alone",
        HEAD + '  - "We were {count: number:2..9|guest|guests}"\n',
        [
            "3:14: warning [count-number] the number itself is not shown: write {number:2..9} before {count: number:2..9|guest|guests}"
        ],
    ),
    ("escaped", HEAD + '  - "Write {{city}} and {see below} {1} {}"\n', []),
    (
        "prep",
        "title: T\nlocale: uk-UA\ncards:\n  - Я чекав на {customer.full_name} цілий день.\n",
        [
            '4:16: warning [name-case] "на {customer.full_name}": names are filled in as they stand in a dictionary; put no preposition before one'
        ],
    ),
    (
        "prep-ru",
        "title: T\nlocale: ru\ncards:\n  - Я приехал из {city} вчера.\n",
        [
            '4:18: warning [name-case] "из {city}": names are filled in as they stand in a dictionary; put no preposition before one'
        ],
    ),
    (
        "unused",
        card("persona: {vars: {dish: [soup, stew]}}"),
        ["4:22: warning [unused-var] dish: no text of this card says {dish}; use it or leave it out"],
    ),
    (
        "var-name",
        card("persona: {vars: {city: [a]}}"),
        ["4:22: error [bad-var] city: is a placeholder already; call the var something else"],
    ),
    (
        "var-bad",
        card('persona: {vars: {"a b": [a]}}'),
        ["4:22: error [bad-var] a b: a var is one word of letters, digits and _"],
    ),
    (
        "var-empty",
        card("persona: {vars: {dish: []}}"),
        ["4:22: error [bad-var] dish: give the var something to draw from, e.g. [soup, stew]"],
    ),
    (
        "anchors-text",
        card("rubric: {anchors: {heard: a}}"),
        ["4:24: error [anchors] heard: five anchors are wanted, the lowest level first"],
    ),
    # Rubric and gold answers
    (
        "gold-criterion",
        card("gold: [{id: g1, text: x, levels: {herd: 5}}]"),
        [
            "4:39: error [unknown-criterion] herd: no such criterion; there are heard, respected, solved, next_step, aftertaste"
        ],
    ),
    (
        "gold-level",
        card("gold: [{id: g1, text: x, levels: {heard: 6}}]"),
        ["4:46: error [out-of-range] heard: 6 is not between 1 and 5"],
    ),
    (
        "gold-zero",
        card("gold: [{id: g1, text: x, levels: {heard: 0}}]"),
        ["4:46: error [out-of-range] heard: 0 is not between 1 and 5"],
    ),
    (
        "gold-text",
        card("gold: [{id: g1, levels: {heard: 5}}]"),
        [
            "4:11: warning [gold-spread] gold: one strong answer (75 or more) and one weak (under 50) are wanted, to calibrate raters",
            '4:12: error [missing] text is missing: add a line "text: ..." with the answer',
            "4:29: warning [gold-levels] levels: respected, solved, next_step, aftertaste are missing",
        ],
    ),
    (
        "gold-spread",
        card("gold:", "  - {text: x, levels: {heard: 5, respected: 5, solved: 5, next_step: 5, aftertaste: 5}}"),
        [
            "5:7: warning [gold-spread] gold: one strong answer (75 or more) and one weak (under 50) are wanted, to calibrate raters"
        ],
    ),
    (
        "gold-na",
        card(
            "rubric: {not_applicable: [heard]}",
            "gold:",
            "  - {text: x, levels: {heard: 5, respected: 5, solved: 5, next_step: 5, aftertaste: 5}}",
            "  - {text: y, levels: {respected: 1, solved: 1, next_step: 1, aftertaste: 1}}",
        ),
        ["6:28: error [unknown-criterion] heard: is left out by not_applicable, so it has no level"],
    ),
    (
        "gold-ids",
        card(
            "gold:",
            "  - {id: g, text: x, levels: {heard: 5, respected: 5, solved: 5, next_step: 5, aftertaste: 5}}",
            "  - {id: g, text: y, levels: {heard: 1, respected: 1, solved: 1, next_step: 1}}",
        ),
        [
            "6:14: error [duplicate-id] g: another gold answer of this card has this id",
            "6:34: warning [gold-levels] levels: aftertaste is missing",
        ],
    ),
    (
        "own",
        card("rubric: {criterion: {name: heard, weight: 20}}"),
        ["4:32: error [own-criterion] heard: is a standard criterion; give the card's own another name"],
    ),
    (
        "na",
        card("rubric: {not_applicable: [smile]}"),
        [
            "4:31: error [unknown-criterion] smile: no such criterion; there are heard, respected, solved, next_step, aftertaste"
        ],
    ),
    (
        "weights",
        card("rubric: {weights: {smile: 20}}"),
        [
            "4:24: error [unknown-criterion] smile: no such criterion; there are heard, respected, solved, next_step, aftertaste"
        ],
    ),
    (
        "anchors",
        card("rubric: {anchors: {heard: [a, b]}}"),
        ["4:24: error [anchors] heard: five anchors are wanted, the lowest level first"],
    ),
    (
        "all-na",
        card("rubric: {not_applicable: [heard, respected, solved, next_step, aftertaste]}"),
        ["4:13: error [nothing-to-rate] every criterion is left out: keep at least one"],
    ),
    (
        "late-twist",
        card("twists: [{at: 50%, says: x}, {at: 95%, says: y}]"),
        ["4:39: warning [late-twist] 95%: so late that nobody can answer it; 80% is the latest that is fair"],
    ),
    (
        "sensitivity",
        card("sensitivity: [grief]"),
        [
            "4:18: warning [sensitivity-notes] sensitivity: add notes that tell whoever leads how to handle it, or when to leave the card out"
        ],
    ),
    ("sensitivity-reviewed", card("sensitivity: []"), []),
    ("sensitivity-notes", card("sensitivity: [grief]", "notes: Not after a funeral."), []),
    (
        "long",
        HEAD + '  - "' + "The sea was far too wet for all of us. " * 26 + '"\n',
        ["3:5: warning [long-complaint] a complaint of 15 lines fills more than the screen: 14 is the most"],
    ),
    (
        "private-name",
        card(
            "source: {origin: customer_anonymised}",
            "context: Then John Smithson shouted.",
            "notes: card 4111 1111 1111 1111",
        ),
        [
            "5:19: warning [privacy] John Smithson: looks like somebody's name; write {customer.full_name} in an anonymised card",
            "6:17: warning [privacy] 4111 1111 1111 1111: looks like somebody's e-mail or number; take it out of an anonymised card",
        ],
    ),
    ("invented-name", card("context: Then John Smithson shouted."), []),
    (
        "privacy",
        card("source: {origin: customer_anonymised}", "context: Write to anna@example.org or +44 20 7946 0958."),
        [
            "5:23: warning [privacy] anna@example.org: looks like somebody's e-mail or number; take it out of an anonymised card",
            "5:43: warning [privacy] +44 20 7946 0958: looks like somebody's e-mail or number; take it out of an anonymised card",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_mistake_is_one_message_at_its_place(text: str, expected: list[str]) -> None:
    result = read_deck_text(text, "d.yaml")
    assert [str(problem) for problem in result.problems] == [f"d.yaml:{line}" for line in expected]


@pytest.mark.parametrize("text", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_a_deck_with_warnings_alone_can_be_used_and_one_with_errors_can_not(text: str) -> None:
    result = read_deck_text(text, "d.yaml")
    has_errors = any(problem.severity is Severity.ERROR for problem in result.problems)
    assert (result.deck is None) == has_errors == result.has_errors


def test_the_example_of_the_format_is_said_word_for_word() -> None:
    text = "title: Soups\ncards:\n  - id: soup\n    complaint: Too thick.\n    dificulty: 3\n"
    (problem,) = read_deck_text(text, "soup.yaml").problems
    assert str(problem) == 'soup.yaml:5:5: error [unknown-key] dificulty: did you mean "difficulty"?'


MANY = """\
titel: Broken
cards:
  - complaint: it is: late
    difficulty: 9
  - id: a b
    complaint: {city} is bad
    dificulty: 3
  - complaint: "unclosed
    skills: [empaty]
  - Dear sirs: the sea is wet
  - complaint: I said, {custmer.full_name}, no #42
\tminutes: 7
  - complaint: fine
    persona: {age: 5-3, gendr: any}
"""


def test_all_problems_of_a_file_are_named_at_once_even_around_broken_yaml() -> None:
    result = read_deck_text(MANY, "d.yaml")
    assert [(problem.line, problem.column, problem.rule) for problem in result.problems] == [
        (1, 1, "unknown-key"),
        (3, 21, "colon-in-text"),
        (4, 17, "out-of-range"),
        (5, 9, "bad-id"),
        (6, 16, "leading-character"),
        (7, 5, "unknown-key"),
        (8, 16, "unclosed-quote"),
        (9, 14, "unknown-word"),
        (10, 5, "colon-in-text"),
        (11, 24, "placeholder"),
        (11, 48, "cut-text"),
        (12, 1, "tab"),
        (14, 20, "ages-wanted"),
        (14, 25, "unknown-key"),
    ]


def test_nothing_is_called_missing_where_broken_yaml_hides_it() -> None:
    result = read_deck_text('title: "x\ncards:\n  - complaint: @home\n  - Fine.\n')
    assert [(problem.line, problem.rule) for problem in result.problems] == [
        (1, "unclosed-quote"),
        (3, "leading-character"),
    ]


def test_more_problems_than_anybody_reads_are_cut_off_and_that_is_said() -> None:
    text = HEAD + "  - {complaint: a, x1: 1, x2: 2, x3: 3}\n" * 200
    problems = read_deck_text(text).problems
    assert len(problems) == 201
    assert problems[-1].rule == "too-many-problems"


def test_quoted_texts_may_hold_anything() -> None:
    text = ONE + '  - "Order #42: {{late}} @ 50% *really* [sic]"\n  - |\n    Note: #1\n    - a "quote\n'
    result = read_deck_text(text)
    assert result.problems == ()
    assert result.deck is not None
    assert [each.complaint for each in result.deck.cards[1:]] == [
        "Order #42: {{late}} @ 50% *really* [sic]",
        'Note: #1\n- a "quote',
    ]
