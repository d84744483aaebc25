# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What `make run`, `make test` and the other targets do."""

import argparse
import fcntl
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from longwriter_setup import environment, launch, system, translations, vocabularies, wheels
from longwriter_setup.environment import Checkout
from longwriter_setup.problems import SetupProblem

INTERRUPTED = 130
CPU_TORCH = ("download.pytorch.org", "https://download.pytorch.org/whl/cpu")
PROBE_SECONDS = 3.0
MOST_NAMED = 3  # libraries in a sentence


def main(arguments: Sequence[str]) -> int:
    """Run one target; return its exit status."""
    targets = {
        "run": run,
        "test": test,
        "bench": bench,
        "lint": lint,
        "screenshots": screenshots,
        "setup": set_up,
        "translations": translate,
    }
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__)
    parser.add_argument("target", choices=sorted(targets))
    options, rest = parser.parse_known_args(arguments)
    checkout = Checkout(Path(__file__).resolve().parents[2])
    try:
        return targets[options.target](checkout, rest)
    except SetupProblem as problem:
        print(problem.sentence, file=sys.stderr)
        return 1
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        print(
            f"The set-up cannot go on: {error.strerror or error}{place}. Mend that and run the "
            "same command again.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here.", file=sys.stderr)
        return INTERRUPTED


def run(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Set up what is missing, then open the window, or write the sample without one."""
    has_display = launch.has_display(os.environ)
    if not environment.is_installed(checkout, "run"):
        apt = system.Apt(checkout.log)
        prepare_system(apt, checkout, for_test=False, needs_window=has_display)
        install(checkout, for_test=False)
    elif has_display:
        prepare_window(system.Apt(checkout.log))
    if has_display:
        return launch.become(checkout, "python", ["-m", "longwriter_desktop", *arguments])
    return launch.write_sample(checkout, arguments)


def set_up(checkout: Checkout, _arguments: Sequence[str]) -> int:
    """Set up what `run` needs and start nothing."""
    if not environment.is_installed(checkout, "run"):
        prepare_system(system.Apt(checkout.log), checkout, for_test=False, needs_window=False)
        install(checkout, for_test=False)
    print("LongWriter Desktop is set up: start it with make run.")
    return 0


def test(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Set up what is missing and run pytest over `tests/`."""
    prepare_tests(checkout)
    chosen = list(arguments) or ["tests"]
    return launch.become(checkout, "python", ["-m", "pytest", *launch.PARALLEL, *chosen])


def bench(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Measure the engine, the length control and the window."""
    prepare_tests(checkout)
    return launch.become(checkout, "python", ["-m", "tests.bench", *arguments])


def lint(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Check style, then formatting, then types."""
    prepare_tests(checkout)
    style = launch.call(checkout, "python", ["-m", "ruff", "check", *arguments])
    layout = launch.call(checkout, "python", ["-m", "ruff", "format", "--check", *arguments])
    types = launch.call(checkout, "python", ["-m", "mypy", *arguments])
    return style or layout or types


def screenshots(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Draw the window in all its states, and in motion, into docs unless told otherwise."""
    prepare_tests(checkout)
    chosen = list(arguments) or ["docs/screenshots", "--all"]
    return launch.become(checkout, "python", ["-m", "tests.ui.screenshots", *chosen])


def translate(checkout: Checkout, _arguments: Sequence[str]) -> int:
    """Collect the texts of the window and compile what has been translated."""
    prepare_tests(checkout)
    for language in translations.LANGUAGES:
        count, done = translations.update(checkout.root, language)
        print(f"{language}: {done} of {count} texts are translated.")
        path = translations.file_of(checkout.root, language)
        arguments = ["-silent", str(path), "-qm", str(path.with_suffix(".qm"))]
        if launch.call(checkout, "pyside6-lrelease", arguments):
            return 1
    return 0


def prepare_tests(checkout: Checkout) -> None:
    """Install the program, its test tools and what the training tests need, and have the
    vocabularies that some tests read."""
    if not environment.is_installed(checkout, "test"):
        apt = system.Apt(checkout.log)
        prepare_system(apt, checkout, for_test=True, needs_window=False)
        install(checkout, for_test=True)
    version = environment.pinned_version(checkout, wheels.PACKAGE)
    vocabularies.keep(checkout.python, version, checkout.log)


def prepare_system(apt: system.Apt, checkout: Checkout, for_test: bool, needs_window: bool) -> None:
    """Install what the system lacks, or say it once, in one command.

    Raises:
        SetupProblem: something that the set-up cannot do without is missing.
    """
    version = environment.pinned_version(checkout, wheels.PACKAGE)
    is_built = environment.llama_is_installed(checkout, version)
    is_kept = wheels.kept_wheel(wheels.cache_folder(), version) is not None
    needed = system.missing_for_venv()
    needed += system.missing_for_engine(must_build=not (is_built or is_kept))
    wanted = system.missing_for_window()
    if for_test:
        wanted += [item for item in system.missing_for_tests() if item not in wanted]
    if needs_window:
        needed, wanted = needed + wanted, []
    if apt.may_install and needed + wanted:
        install_system(apt, needed, wanted)
        return
    if needed:
        raise SetupProblem(_lacking(apt, needed + wanted))
    if wanted:
        reason = "some tests" if for_test else "the window"
        print(f"Not needed now, but {reason} will need it: {system.advice(apt, wanted)}")


def install_system(
    apt: system.Apt, needed: list[system.Missing], wanted: list[system.Missing]
) -> None:
    """Let apt install everything; go on without what is only wanted."""
    try:
        apt.install(needed + wanted)
    except SetupProblem as problem:
        if needed:
            raise
        print(f"{problem.sentence} Going on without.")


def prepare_window(apt: system.Apt) -> None:
    """Make sure that Qt can open a window. Raises `SetupProblem` when it cannot."""
    missing = system.missing_for_window()
    if missing and apt.may_install:
        apt.install(missing)
    elif missing:
        raise SetupProblem(_lacking(apt, missing))


def _lacking(apt: system.Apt, missing: Sequence[system.Missing]) -> str:
    libraries = [item.what for item in missing if item.what.startswith("lib")]
    names = [item.what for item in missing if item.what not in libraries]
    names += libraries if len(libraries) <= MOST_NAMED else [f"{len(libraries)} libraries"]
    return (
        f"This system lacks {', '.join(names)}. Please run this and then the same command again:\n"
        f"  {system.advice(apt, missing)}"
    )


def install(checkout: Checkout, for_test: bool) -> None:
    """Make `.venv` and install into it, unless another process has just done so."""
    checkout.log.parent.mkdir(parents=True, exist_ok=True)
    with (checkout.log.parent / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kinds = ["run", "test"] if for_test else ["run"]
        stamp = environment.read_stamp(checkout)
        wanted = {kind: environment.fingerprint(checkout, kind) for kind in kinds}
        if all(stamp.get(kind) == value for kind, value in wanted.items()):
            return
        print("Setting up LongWriter Desktop in .venv; this is done once.", flush=True)
        environment.begin(checkout)
        install_llama(checkout)
        install_packages(checkout, for_test)
        environment.finish(checkout, wanted)


def install_llama(checkout: Checkout) -> None:
    """Install llama-cpp-python from the kept wheel; build and keep one first if need be."""
    version = environment.pinned_version(checkout, wheels.PACKAGE)
    if environment.llama_is_installed(checkout, version):
        return
    folder = wheels.cache_folder()
    wheel = wheels.kept_wheel(folder, version)
    if wheel is None:
        print(
            "llama.cpp, which runs the models, is compiled for this computer: 2 to 4 minutes on "
            "two cores, only once.",
            flush=True,
        )
        if not wheels.can_be_kept_in(folder):
            folder = checkout.log.parent / "wheels"
        wheel = wheels.build_wheel(checkout.python, version, folder, checkout.log)
    environment.install_llama(checkout, wheel)


def install_packages(checkout: Checkout, for_test: bool) -> None:
    """Install the program from this checkout with everything that it imports."""
    if not for_test:
        environment.pip_install(checkout, "Installing LongWriter Desktop", ["-e", "."])
        return
    arguments = ["-e", ".[test]", *environment.training_requirements(checkout)]
    if sys.platform.startswith("linux") and answers(CPU_TORCH[0]):
        # PyPI's torch for Linux brings gigabytes of CUDA libraries that no test uses.
        arguments += ["--extra-index-url", CPU_TORCH[1]]
    environment.pip_install(checkout, "Installing LongWriter Desktop and its tests", arguments)


def answers(host: str) -> bool:
    """Whether a host takes connections on the HTTPS port, within three seconds."""
    try:
        socket.create_connection((host, 443), timeout=PROBE_SECONDS).close()
    except OSError:
        return False
    return True
