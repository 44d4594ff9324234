"""A card as a command prints it: what its employee, or its rater, may see."""

from typing import Any

from trainer.cli.speaking import paragraph, say
from trainer.domain.dealing import ShownCard
from trainer.locale import _, terms


def card_data(shown: ShownCard) -> dict[str, Any]:
    """The card with stable keys; only what services left in it is there to print."""
    customer = shown.customer
    facts = {
        "name": customer.full_name,
        "age": customer.age,
        "city": customer.city,
        "mood": customer.mood,
        "state": customer.state,
        "yearly_value": customer.yearly_value,
        "turnover_rank": customer.turnover_rank,
        "remembered_detail": customer.remembered_detail,
        "intent": customer.intent,
        "page": customer.page,
        "source": customer.source,
        "device": customer.device,
        "days_since": customer.days_since,
        "felt_severity": customer.felt_severity,
        "green_light": customer.green_light,
    }
    return {
        "deck": shown.deck_id,
        "deck_title": shown.deck_title,
        "card": shown.card_id,
        "locale": shown.locale,
        "type": shown.type,
        "channel": shown.channel,
        "role": shown.role,
        "brand_voice": shown.brand_voice,
        "customer": {key: value for key, value in facts.items() if value not in (None, "")},
        "complaint": shown.complaint,
        "context": shown.context,
        "constraints": list(shown.constraints),
        "can_do": list(shown.can_do),
        "current_offers": list(shown.current_offers),
        "remedy_budget": shown.remedy_budget,
        "min_variants": shown.min_variants,
        "max_chars": shown.max_chars,
        "twists": [{"at": twist.at, "says": twist.says} for twist in shown.twists],
        "hints": list(shown.hints),
    }


def print_card(shown: ShownCard) -> None:
    customer = shown.customer
    facts = [customer.full_name, str(customer.age or ""), terms.channel(shown.channel), customer.mood]
    say(f"{shown.deck_title} · {terms.complaint_type(shown.type)}")
    say()
    say("  " + ", ".join(fact for fact in facts if fact))
    if customer.remembered_detail:
        say("  " + customer.remembered_detail)
    say()
    say(paragraph(shown.complaint, indent="    "))
    say()
    for label, texts in (
        ("", (shown.context,)),
        (_("Mind:"), shown.constraints),
        (_("Yours to give:"), shown.can_do),
        (_("On offer now:"), shown.current_offers),
    ):
        written = [text for text in texts if text]
        if written:
            joint = " " if all(text.rstrip().endswith((".", "!", "?", "…")) for text in written) else "; "
            say(paragraph(f"{label} {joint.join(written)}".strip()))
