"""Languages and regions as decks name them (BCP 47), the names Faker has for them, and their plural forms."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LANGUAGES = _words(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg "
    "ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn "
    "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_REGIONS = _words(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC "
    "CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD "
    "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH "
    "KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW "
    "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC "
    "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY "
    "UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
MISTAKEN = {
    "ua": "uk-UA",
    "gb": "en-GB",
    "us": "en-US",
    "cz": "cs-CZ",
    "gr": "el-GR",
    "jp": "ja-JP",
    "cn": "zh-CN",
    "dk": "da-DK",
    "english": "en-GB",
    "ukrainian": "uk-UA",
    "russian": "ru-RU",
}
"""Countries and names that people write where the language is meant."""
MISTAKEN_REGIONS = {"UK": "GB", "EN": "GB", "RUS": "RU", "UKR": "UA", "ENG": "GB", "USA": "US"}
_TAG = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|\d{3}))?")
_FAKER = {"en": "en_GB", "uk": "uk_UA", "ru": "ru_RU"}
"""The names that a language gets when the deck names no region, or one that Faker does not have."""
_OTHER_FAKER = {
    "bg": "bg_BG", "cs": "cs_CZ", "da": "da_DK", "de": "de_DE", "el": "el_GR", "es": "es_ES", "et": "et_EE",
    "fi": "fi_FI", "fr": "fr_FR", "hr": "hr_HR", "hu": "hu_HU", "it": "it_IT", "lt": "lt_LT", "lv": "lv_LV",
    "nl": "nl_NL", "no": "no_NO", "nb": "no_NO", "nn": "no_NO", "pl": "pl_PL", "pt": "pt_PT", "ro": "ro_RO",
    "sk": "sk_SK", "sl": "sl_SI", "sv": "sv_SE", "tr": "tr_TR",
}  # fmt: skip
_WITH_REGION = _words("en_AU en_CA en_GB en_IE en_IN en_NZ en_US de_AT de_CH fr_CA fr_CH es_MX pt_BR nl_BE")
_EASTERN = frozenset({"uk", "ru", "be", "sr", "hr", "bs"})


def language_of(locale: str) -> str:
    """`uk` of `uk-UA`."""
    return locale.replace("_", "-").split("-")[0].lower()


def locale_trouble(locale: str) -> str | None:
    """What to write instead of a `locale` that names no language or country; "" if nothing is near; None: it is well."""
    tag = locale.strip().replace("_", "-")
    if tag.lower() in MISTAKEN:
        return MISTAKEN[tag.lower()]
    parts = tag.split("-")
    region = parts[-1].upper()
    if len(parts) == 2 and region in MISTAKEN_REGIONS:
        guess = "UA" if parts[0].lower() == "uk" else MISTAKEN_REGIONS[region]
        return f"{parts[0].lower()}-{guess}"
    found = _TAG.fullmatch(tag)
    if found is None:
        return ""
    language, region = found["language"].lower(), (found["region"] or "").upper()
    if len(language) == 2 and language not in _LANGUAGES:
        return f"uk-{region}" if language == "ua" else ""
    if region and not region.isdigit() and region not in _REGIONS:
        return language
    return None


def canonical(locale: str) -> str:
    """`en-GB` for `en_gb`; what is no tag stays as it is."""
    found = _TAG.fullmatch(locale.strip().replace("_", "-"))
    if found is None:
        return locale
    parts = [found["language"].lower(), (found["script"] or "").title(), (found["region"] or "").upper()]
    return "-".join(part for part in parts if part)


def faker_locale(locale: str) -> str:
    """The locale by which Faker names people: en-GB -> en_GB, uk -> uk_UA; unknown languages get en_US."""
    tag = canonical(locale)
    wanted = tag.replace("-", "_")
    if wanted in _WITH_REGION:
        return wanted
    language = language_of(tag)
    return _FAKER.get(language) or _OTHER_FAKER.get(language, "en_US")


def plural_forms(locale: str) -> int:
    """How many forms `{count: ...}` wants: 3 in uk, ru, be, sr, hr, bs, pl, cs, sk, else 2."""
    return 3 if language_of(locale) in _EASTERN | {"pl", "cs", "sk"} else 2


def plural_index(locale: str, n: int) -> int:
    """Which form goes with `n` things (the rules of Unicode CLDR for whole numbers)."""
    language, n = language_of(locale), abs(n)
    few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
    if language in _EASTERN:
        return 0 if n % 10 == 1 and n % 100 != 11 else 1 if few else 2
    if language == "pl":
        return 0 if n == 1 else 1 if few else 2
    if language in {"cs", "sk"}:
        return 0 if n == 1 else 1 if n in (2, 3, 4) else 2
    return 0 if n == 1 or (language == "fr" and n == 0) else 1
