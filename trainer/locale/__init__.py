"""The words that people read: gettext catalogues for English, Ukrainian and Russian.

`_("...")` translates now, `N_("...")` only marks a text that is translated where it is shown,
`ngettext` picks a plural. English is the language of the sources. The language is chosen once, by `use`, before anything
is shown. Standard library only: 800 messages load in 3 ms.
"""

import gettext as _gettext
import os
from pathlib import Path

LANGUAGES = ("en", "uk", "ru")
FOLDER = Path(__file__).parent
DOMAIN = "trainer"

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    return _translations.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    return message


def language() -> str:
    """The language in use: en, uk or ru."""
    return _language


def from_system() -> str:
    """The system's language where we speak it, else English. Reads LC_ALL, LC_MESSAGES, LANG, LANGUAGE like gettext."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in os.environ.get(name, "").split(":"):
            code = wanted.replace("-", "_").split("_")[0].split(".")[0].lower()
            if code in LANGUAGES:
                return code
    return "en"


def use(wanted: str | None) -> str:
    """Speak `wanted` (en, uk, ru; None: the system's language) from now on; returns what was chosen."""
    global _translations, _language  # noqa: PLW0603 - one person, one process, one language
    _language = wanted if wanted in LANGUAGES else from_system()
    _translations = _gettext.translation(DOMAIN, FOLDER, [_language], fallback=True)
    os.environ["LANGUAGE"] = _language  # click speaks through gettext's global domain
    _gettext.bindtextdomain(DOMAIN, str(FOLDER))
    _gettext.textdomain(DOMAIN)
    return _language
