"""`trainer` and `python -m trainer`.

`--version` is answered before any import. A bare `trainer` opens home without click; everything else is `trainer.cli`.
"""

import sys

GLOBAL_OPTIONS = ("--database", "--as", "--lang", "--theme")


def main() -> None:
    """Runs the program and leaves with its exit code: 0 done, 1 refused, 2 wrong usage, 128 + n after signal n."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from trainer import __version__

        print(f"trainer {__version__}")  # noqa: T201 - click is not imported yet, and need not be
        return
    try:
        code = _run(arguments)
    except KeyboardInterrupt:  # ctrl+c while it starts
        code = 130
    except OSError as problem:  # a name that is too long, a link that leads to itself, a disk that fails
        code = _say_what_failed(problem)
    except Exception as error:  # a mistake of ours: one line and a log without people's words, never a traceback
        from trainer.tui.leaving import crash_line, log_crash

        sys.stderr.write(crash_line(log_crash(error)) + "\n")
        code = 1
    sys.exit(code)


def _say_what_failed(problem: OSError) -> int:
    """The system refused a file: one line that names it. Without a name the mistake is ours, but for a disk that is full or
    fails under what we print. The exit code."""
    import errno

    from trainer.tui.leaving import crash_line, first_line, log_crash

    if problem.filename is not None:
        line = first_line(f"{problem.filename}: {problem.strerror}")
    elif problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
        line = first_line(problem.strerror)
    else:
        line = crash_line(log_crash(problem))
    sys.stderr.write(line + "\n")
    return 1


def _run(arguments: list[str]) -> int:
    import gc

    given = _only_global(arguments)
    if given is None:
        gc.set_threshold(50_000)  # 700 by default: a tenth of a short command's time went into looking for garbage
        from trainer.cli.main import run

        return run(arguments)
    gc.disable()  # home turns it on again after its first paint
    from trainer.tui.app import open_home

    return open_home(given.get("--database"), given.get("--as"), given.get("--lang"), given.get("--theme"))


def _only_global(arguments: list[str]) -> dict[str, str] | None:
    """The global options, when there is nothing else among the arguments; None: click is to read (or refuse) them."""
    given: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name not in GLOBAL_OPTIONS:
            return None
        if not equals:
            if not waiting:
                return None
            value = waiting.pop(0)
        given[name] = value
    from trainer.config import THEMES
    from trainer.locale import LANGUAGES

    known = given.get("--lang", "en") in LANGUAGES and given.get("--theme", "dark") in THEMES
    return given if known else None


if __name__ == "__main__":
    main()
