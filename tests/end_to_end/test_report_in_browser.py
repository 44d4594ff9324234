"""A report in a real browser: it opens, asks nobody for anything, and prints."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.unit.test_reports import HOSTILE, mine, ours
from trainer.domain.reporting import OwnReport, TeamReport
from trainer.reports.forms import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
ITS_MAKERS = ("google.com", "googleapis.com", "gvt1.com", "gstatic.com")
"""Whom the browser itself calls, whatever page it shows."""
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(CHROMIUM is None, reason="wants a Chromium on the path"),
]


def browse(folder: Path, html: str, *wanted: str) -> subprocess.CompletedProcess[str]:
    page = folder / "report.html"
    page.write_text(html, encoding="utf-8")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    command = [CHROMIUM or "", *QUIET, *root, f"--user-data-dir={folder / 'profile'}", *wanted, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


def asked(log: Path) -> set[str]:
    """The hosts that anything in the browser wanted, the page's own and the browser's."""
    events = json.loads(log.read_text())["events"]
    urls = {str(each["params"]["url"]) for each in events if "url" in each.get("params", {})}
    return {urlsplit(url).hostname or "" for url in urls if urlsplit(url).scheme in ("http", "https", "ws", "wss")}


REPORTS = [mine(HOSTILE, HOSTILE), ours(HOSTILE, "<img src=https://evil.example/x.png>", people=True)]


@pytest.mark.parametrize("report", REPORTS, ids=["me", "team"])
def test_it_opens_and_asks_nobody_for_anything(tmp_path: Path, report: OwnReport | TeamReport) -> None:
    log = tmp_path / "net.json"
    shown = browse(tmp_path, write_report(report, "html"), "--dump-dom", f"--log-net-log={log}").stdout
    assert "<svg" in shown
    assert "<script" not in shown
    assert {host for host in asked(log) if not host.endswith(ITS_MAKERS)} == set()


def test_a_page_that_does_ask_would_be_noticed(tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    browse(tmp_path, '<img src="http://evil.example/x.png">', "--dump-dom", f"--log-net-log={log}")
    assert "evil.example" in asked(log)


@pytest.mark.parametrize("report", REPORTS, ids=["me", "team"])
def test_it_prints_on_a_few_pages(tmp_path: Path, report: OwnReport | TeamReport) -> None:
    paper = tmp_path / "report.pdf"
    browse(tmp_path, write_report(report, "html"), "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    written = paper.read_bytes()
    assert written.startswith(b"%PDF-")
    assert 1 <= written.count(b"/Type /Page\n") + written.count(b"/Type /Page ") <= 4
