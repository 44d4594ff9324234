"""The journal keeps words that the database did not take, whatever happens to disk or process."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from trainer.domain.answering import Draft
from trainer.domain.ids import DealId
from trainer.storage.journal import Entry, Journal

SQLITE = "sqlite:////somewhere/trainer.db"
SERVER = "postgresql+psycopg://ann:pa55word@host/trainer"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEAL = DealId("abcdefghij")


def draft(seq: int, *texts: str) -> Draft:
    return Draft(texts or (f"text {seq}",), 0, seq)


@pytest.fixture
def kept(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "state")


def test_nothing_is_made_before_the_first_word(kept: Journal) -> None:
    assert kept.entries(SQLITE) == []
    kept.forget(SQLITE, [])
    assert not kept.file.parent.exists()


def test_words_come_back_as_they_were_typed_in_order(kept: Journal) -> None:
    odd = draft(1, "line\nline\r\n", "👨‍👩‍👧 їжак\u2028", "\x85\x1c", "", '{"a": [1]}', "\ud800")
    kept.append(SQLITE, DEAL, odd, AT)
    kept.append(SQLITE, DEAL, Draft(("x",), None, 2), AT.astimezone(timezone(timedelta(hours=3))))
    again = Journal(kept.file.parent)
    assert again.entries(SQLITE) == [Entry(DEAL, odd, AT), Entry(DEAL, Draft(("x",), None, 2), AT)]
    assert again.trouble == ""


def test_only_its_owner_may_read_it(kept: Journal) -> None:
    before = os.umask(0)
    try:
        kept.append(SQLITE, DEAL, draft(1), AT)
        kept.append(SQLITE, DEAL, draft(2), AT)
        kept.forget(SQLITE, kept.entries(SQLITE)[:1])
    finally:
        os.umask(before)
    assert {oct(each.stat().st_mode & 0o777) for each in kept.file.parent.iterdir()} == {"0o600"}
    assert kept.file.parent.stat().st_mode & 0o777 == 0o700


def test_databases_do_not_see_each_other_s_words_and_no_password_is_kept(kept: Journal) -> None:
    kept.append(SQLITE, DEAL, draft(1), AT)
    kept.append(SERVER, DEAL, draft(2), AT)
    assert [each.draft.seq for each in kept.entries(SQLITE)] == [1]
    assert [each.draft.seq for each in kept.entries(SERVER)] == [2]
    assert "pa55word" not in kept.file.read_text()


def test_what_was_replayed_is_forgotten_and_what_came_meanwhile_stays(kept: Journal) -> None:
    kept.append(SQLITE, DEAL, draft(1), AT)
    kept.append(SERVER, DEAL, draft(1), AT)
    replayed = kept.entries(SQLITE)
    Journal(kept.file.parent).append(SQLITE, DEAL, draft(2), AT)
    kept.forget(SQLITE, replayed)
    assert [each.draft.seq for each in kept.entries(SQLITE)] == [2]
    kept.forget(SQLITE, kept.entries(SQLITE))
    kept.forget(SERVER, kept.entries(SERVER))
    assert not kept.file.exists()


def test_a_torn_last_line_costs_that_line_alone(kept: Journal) -> None:
    kept.append(SQLITE, DEAL, draft(1), AT)
    kept.append(SQLITE, DEAL, draft(2), AT)
    with kept.file.open("r+b") as stream:
        stream.truncate(kept.file.stat().st_size - 9)
    kept.append(SQLITE, DEAL, draft(3), AT)
    assert [each.draft.seq for each in kept.entries(SQLITE)] == [1, 3]


@pytest.mark.parametrize(
    "noise", [b"\xff\xfe\x00", b"[]\n", b"null\n", b'{"database": 1}\n', b"[" * 200_000 + b"\n", b"\n\n"]
)
def test_foreign_lines_are_passed_over(kept: Journal, noise: bytes) -> None:
    kept.append(SQLITE, DEAL, draft(1), AT)
    with kept.file.open("ab") as stream:
        stream.write(noise)
    kept.append(SQLITE, DEAL, draft(2), AT)
    assert [each.draft.seq for each in kept.entries(SQLITE)] == [1, 2]
    kept.forget(SQLITE, kept.entries(SQLITE))
    assert kept.entries(SQLITE) == []


def test_a_full_disk_is_told_and_the_words_stay_in_memory_until_it_has_room(
    kept: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    kept.append(SQLITE, DEAL, draft(1), AT)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        kept.append(SQLITE, DEAL, draft(2), AT)
        kept.append(SQLITE, DEAL, draft(3), AT)
        assert "No space left" in kept.trouble
        assert "\n" not in kept.trouble
        assert [each.draft.seq for each in kept.entries(SQLITE)] == [1, 2, 3]
        assert len(Journal(kept.file.parent).entries(SQLITE)) == 1
    kept.append(SQLITE, DEAL, draft(4), AT)
    assert kept.trouble == ""
    assert [each.draft.seq for each in Journal(kept.file.parent).entries(SQLITE)] == [1, 2, 3, 4]


def test_half_a_line_written_to_a_full_disk_is_written_again_whole(
    kept: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write

    def nearly_full(handle: int, data: bytes) -> int:
        if len(data) > 20:
            return real(handle, data[:20])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", nearly_full)
        kept.append(SQLITE, DEAL, draft(1), AT)
    assert kept.trouble
    kept.append(SQLITE, DEAL, draft(2), AT)
    assert [each.draft.seq for each in kept.entries(SQLITE)] == [1, 2]
    assert kept.trouble == ""


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = Journal(tmp_path / "file" / "state")
    kept.append(SQLITE, DEAL, draft(1), AT)
    assert kept.trouble
    assert [each.draft.seq for each in kept.entries(SQLITE)] == [1]
    kept.forget(SQLITE, kept.entries(SQLITE))
    assert kept.entries(SQLITE) == []


def test_many_processes_write_and_tidy_at_once_and_no_line_is_lost(tmp_path: Path) -> None:
    code = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from trainer.domain.answering import Draft
from trainer.storage.journal import Journal
kept = Journal(Path(sys.argv[1]))
me = sys.argv[2]
for seq in range(1, 61):
    kept.append("sqlite:////x.db", me, Draft(("w" * 5000,), 0, seq), datetime(2026, 3, 2, tzinfo=timezone.utc))
    if seq % 3 == 0:
        mine = [each for each in kept.entries("sqlite:////x.db") if each.deal_id == me and each.draft.seq == seq - 1]
        assert len(mine) == 1
        kept.forget("sqlite:////x.db", mine)
assert kept.trouble == "", kept.trouble
"""
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(number)], stderr=subprocess.PIPE)
        for number in range(3)
    ]
    for writer in writers:
        assert writer.communicate()[1] == b""
    left = sorted((each.deal_id, each.draft.seq) for each in Journal(tmp_path).entries("sqlite:////x.db"))
    assert left == [(str(n), seq) for n in range(3) for seq in range(1, 61) if seq % 3 != 2]
