"""The pages of the door: the code, the name, waiting for the lead's nod; and the page that holds the terminal.

No address outside this server stands in them, no script but our own, and every word of a person is escaped.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from trainer.locale import _, language

CLOSED_LEFT, CLOSED_ELSEWHERE, CLOSED_IDLE, CLOSED_FULL = 4000, 4001, 4004, 4005


@dataclass(frozen=True, slots=True)
class Name:
    person_id: int
    name: str
    taken: bool


def code_page(refused: str = "", code: str = "") -> str:
    return _page(
        _("Come in"),
        f"""<h1>{escape(_("Come in"))}</h1>
<p>{escape(_("Type the join code. It stands on the lead's screen."))}</p>
{_refused(refused)}
<form method="post" action="code" autocomplete="off">
<label for="code">{escape(_("Join code"))}</label>
<input class="code" id="code" name="code" value="{escape(code)}" maxlength="12" autofocus required
 autocapitalize="characters" spellcheck="false">
<button>{escape(_("Go on"))}</button>
</form>
<p class="soft">{escape(_("What you type travels over this network as it is: come in only among people you trust."))}</p>""",
    )


def name_page(title: str, names: Sequence[Name], *, newcomers: bool, refused: str = "") -> str:
    listed = "\n".join(
        f'<li><label><input type="radio" name="person" value="{each.person_id}">'
        f"{escape(each.name)}{' <span class=soft>' + escape(_('taken')) + '</span>' if each.taken else ''}</label></li>"
        for each in names
    )
    new = (
        f"""<label for="new">{escape(_("My name is not there:"))}</label>
<input id="new" name="new" maxlength="40" spellcheck="false">"""
        if newcomers
        else ""
    )
    return _page(
        _("Who are you?"),
        f"""<h1>{escape(_("Who are you?"))}</h1>
<p>{escape(title)}</p>
{_refused(refused)}
<form method="post" action="name" autocomplete="off">
<ul class="names">{listed}</ul>
{new}
<label for="pin">{escape(_("PIN, if the name has one or is taken"))}</label>
<input id="pin" name="pin" type="password" maxlength="64" autocomplete="off">
<label for="keep">{escape(_("A PIN of your own, if you want to come back from another device (6 digits or more)"))}</label>
<input id="keep" name="keep" type="password" maxlength="64" autocomplete="new-password">
<button>{escape(_("Sit down"))}</button>
</form>
<p class="soft">{escape(_("Names are hidden from colleagues. Whoever keeps the database can read everything."))}</p>""",
    )


def waiting_page(name: str) -> str:
    return _page(
        _("One moment"),
        f"""<h1>{escape(_("One moment"))}</h1>
<p>{escape(_("The name {name} is taken. The lead is asked to let you in; this page goes on by itself.").format(name=name))}</p>
<p><a href="name?again=1">{escape(_("Another name, or a PIN"))}</a></p>""",
        head='<meta http-equiv="refresh" content="3">',
    )


def said_page(title: str, text: str) -> str:
    return _page(
        title, f'<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n<p><a href="./">{escape(_("Go on"))}</a></p>'
    )


def terminal_page(name: str) -> str:
    words = {
        "dropped": _("The connection dropped. What you wrote is kept; trying again …"),
        "ends": {
            CLOSED_LEFT: _("You got up. Your seat and your words are kept."),
            CLOSED_ELSEWHERE: _("Your seat was opened in another window, and goes on there."),
            CLOSED_IDLE: _("Nothing was typed for half an hour. Your seat and your words are kept."),
            CLOSED_FULL: _("Every seat of this host is taken; try again in a moment."),
        },
    }
    told = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    return _page(
        f"{name} · trainer",
        f"""<div id="terminal"></div>
<div id="word" role="status" hidden><span id="said"></span>
<button id="again" type="button">{escape(_("Sit down again"))}</button></div>
<script type="application/json" id="words">{told}</script>
<script type="module" src="static/terminal.js"></script>""",
        head='<link rel="stylesheet" href="static/xterm.css">',
        body='class="seat"',
    )


def _page(title: str, content: str, *, head: str = "", body: str = "") -> str:
    inner = content if body else f"<main>\n{content}\n</main>"
    return f"""<!doctype html>
<html lang="{escape(language())}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/page.css">
{head}
</head>
<body {body}>
{inner}
</body>
</html>
"""


def _refused(words: str) -> str:
    return f'<p class="refused" role="alert">{escape(words)}</p>' if words else ""
