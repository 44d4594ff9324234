"""What can be refused. Every message is one line: what, where, what to do; in the reader's language.

TrainerError
├── WrongUsage            exit 2: the command's words are off
│   └── NoTerminal        a screen was asked for where there is none
├── DeckRefused           a deck has errors (they are listed)
│   └── ProposedAlready   the same complaint waits among the drafts
├── EditorRefused         none is set, or it failed
├── StoreError
│   ├── StoreTooNew       written by a later trainer; never touched
│   ├── StoreOutdated     needs a migration that did not happen
│   ├── StoreOnNetwork    a shared folder: WAL loses saves there
│   ├── StoreDamaged      the file is no database of ours, or is broken
│   ├── StoreUnavailable  locked, full, read-only or gone for now
│   └── CopyRefused       the target is not empty, or what arrived is not what was sent
├── NameRefused           empty, too long or taken
├── PinRefused            too short
├── NotFound              no such person, deck, card, deal or answer
├── NothingToDeal         no deck has a card for this
├── NothingToRate         no answer waits
├── DealClosed            sent, passed or out of time already
├── AnotherCardOpen       one card at a time
├── NothingWritten        an empty answer can't be sent
├── TakeBackTooLate       ten seconds are over
├── OwnAnswerRated        nobody rates their own
├── AlreadyRated          once per rater
├── LeaseLost             the answer went to somebody else meanwhile
├── RatingRefused         levels or flags that the rubric does not have
├── LeadOnly              the lead of the team decides this
├── NotYours              kept about somebody else
├── DisputeRefused        not one's own, not published, asked already, or nobody is left to rate
├── SessionRefused        not one's to do, or not in this phase of the session
├── OverrideRefused       no score, no reason, or nothing published
├── BarStays              nothing suggests a higher bar
└── ReportNotWritten      the file could not be made
"""


class TrainerError(Exception):
    """Base of all refusals. `str()` is the line a person reads."""

    exit_code = 1


class WrongUsage(TrainerError):
    exit_code = 2


class NoTerminal(WrongUsage): ...


class DeckRefused(TrainerError): ...


class ProposedAlready(DeckRefused): ...


class EditorRefused(TrainerError): ...


class StoreError(TrainerError): ...


class StoreTooNew(StoreError): ...


class StoreOutdated(StoreError): ...


class StoreOnNetwork(StoreError): ...


class StoreDamaged(StoreError): ...


class StoreUnavailable(StoreError): ...


class CopyRefused(StoreError): ...


class NameRefused(TrainerError): ...


class PinRefused(TrainerError): ...


class NotFound(TrainerError): ...


class NothingToDeal(TrainerError): ...


class NothingToRate(TrainerError): ...


class DealClosed(TrainerError): ...


class AnotherCardOpen(TrainerError): ...


class NothingWritten(TrainerError): ...


class TakeBackTooLate(TrainerError): ...


class OwnAnswerRated(TrainerError): ...


class AlreadyRated(TrainerError): ...


class LeaseLost(TrainerError): ...


class RatingRefused(TrainerError): ...


class LeadOnly(TrainerError): ...


class NotYours(TrainerError): ...


class DisputeRefused(TrainerError): ...


class SessionRefused(TrainerError): ...


class OverrideRefused(TrainerError): ...


class BarStays(TrainerError): ...


class ReportNotWritten(TrainerError): ...
