# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One TOML file describes a run; ``--set section.key=value`` overrides one value of it."""

import argparse
import dataclasses
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from longwriter_training.problems import Refused

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class BooksConfig:
    """Which books are read. Years are those of the first publication."""

    min_year: int = 1820
    max_year: int = 1929
    held_out: int = 15  # books kept for measuring, never trained on
    max_words: int = 0  # 0 = all of them


@dataclass(frozen=True)
class TokenizerConfig:
    """Byte-level BPE with the llama-3 splitting rule."""

    vocab_size: int = 8192
    sample_words: int = 12_000_000  # words the merges are learnt from


@dataclass(frozen=True)
class ModelConfig:
    """A llama-architecture decoder with tied embeddings. Sizes in units (not tokens or bytes)."""

    vocab_size: int = 8192
    dim: int = 256
    layers: int = 6
    heads: int = 4
    kv_heads: int = 2
    ff: int = 768
    rope_theta: float = 50_000.0
    norm_eps: float = 1e-5
    context: int = 2048

    @property
    def head_dim(self) -> int:
        """Size of one attention head."""
        return self.dim // self.heads


@dataclass(frozen=True)
class LoopConfig:
    """One training loop. It ends at ``minutes`` or ``steps``, whichever the run gives (0 = unused).

    The learning rate is a function of the fraction that is done, so a run with a time
    budget always ends with the rate decayed.
    """

    minutes: float = 0.0
    steps: int = 0
    seq_len: int = 512
    batch: int = 8  # rows a micro-batch
    accumulate: int = 1  # micro-batches a step
    long_seq_len: int = 0  # tokens a row in the last part; 0 = no such part
    long_from: float = 0.8  # fraction of the run after which rows are long
    # sft alone: row lengths for one sample a row, short ones together; () = packed rows.
    # Packed rows suit a GPU; on a CPU attention over a packed row costs twice what it should.
    lengths: tuple[int, ...] = ()
    muon_lr: float = 0.02
    adam_lr: float = 0.003
    weight_decay: float = 0.05
    warmup: float = 0.02  # fraction of the run
    decay_from: float = 0.5  # fraction of the run at which the rate begins to fall
    final_lr: float = 0.02  # the rate falls to this share of its peak
    clip: float = 1.0
    seed: int = 1
    threads: int = 1
    compile: bool = True
    checkpoint_seconds: float = 180.0
    eval_seconds: float = 240.0
    eval_rows: int = 64


@dataclass(frozen=True)
class SftDataConfig:
    """Samples built back from the books in the app's own prompts."""

    context: int = 2048  # tokens a conversation may take
    min_words: int = 50
    max_words: int = 1000
    conversations: int = 6000
    plans: int = 1500
    held_out: int = 40
    seed: int = 7


@dataclass(frozen=True)
class ExportConfig:
    """The GGUF file and what it says about itself."""

    name: str = "LongWriter Starter"
    quantisation: str = "Q8_0"


@dataclass(frozen=True)
class EvaluateConfig:
    """How the finished file is measured."""

    targets: tuple[int, ...] = (200, 400, 600, 1000)
    samples: int = 12
    threads: int = 1


@dataclass(frozen=True)
class LawConfig:
    """How far does the length of the answers in training bound the length of what is written?"""

    caps: tuple[int, ...] = (100, 200, 400, 800)  # words of the longest answer, an arm each
    asked: tuple[int, ...] = (50, 100, 200, 400, 800, 1600)  # words the probes ask for
    topics: int = 8  # probes of each length; at most as many as the engine writes side by side
    min_words: int = 50
    targets: int = 250_000  # tokens with loss, in every arm
    held_out: int = 12_000  # the same, for measuring
    row: int = 512  # tokens a packed row has at least
    countdown: bool = False  # whether answers tell before each sentence how many words are left
    seed: int = 7


@dataclass(frozen=True)
class RunConfig:
    """Everything a run is made of; each stage reads its own section."""

    books: BooksConfig = field(default_factory=BooksConfig)
    tokenizer: TokenizerConfig = field(default_factory=TokenizerConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    pretrain: LoopConfig = field(default_factory=LoopConfig)
    sft_data: SftDataConfig = field(default_factory=SftDataConfig)
    sft: LoopConfig = field(default_factory=LoopConfig)
    export: ExportConfig = field(default_factory=ExportConfig)
    evaluate_starter: EvaluateConfig = field(default_factory=EvaluateConfig)
    law: LawConfig = field(default_factory=LawConfig)
    law_sft: LoopConfig = field(default_factory=LoopConfig)


Config = TypeVar("Config", bound="DataclassInstance")


# Stages whose section of the TOML file holds command-line options: see `stage_options`.
OPTION_STAGES = (
    "data_agentwrite", "data_books", "data_library", "pairs", "export_hf", "evaluate",
)  # fmt: skip
# Options of which one is given: where the command line has it, the file's other ones are left out.
_EITHER = ({"teacher", "endpoint", "written"}, {"model", "endpoint"}, {"judge", "judge-endpoint"})
_WANTED = {
    str: "a text, in quotes", bool: "true or false", int: "a whole number", float: "a number",
}  # fmt: skip
_LISTS_WANTED = {str: 'a list of texts, as ["one", "two"]', int: "a list of numbers, as [1, 2]"}


class ConfigError(Refused):
    """The TOML file or an override names something that does not exist or has the wrong type."""


def above_zero(default: Any) -> Any:
    """A setting that can be neither 0 nor negative."""
    return field(default=default, metadata={"is_above_zero": True})


def _is_of(value: Any, kind: type) -> bool:
    """Whether a TOML value is of a type; whole numbers stand for fractions too."""
    return type(value) is kind or (kind is float and type(value) is int)


def _wanted(value: Any, item: "dataclasses.Field[Any]", hint: Any) -> str:
    """What a value has to be for a setting; "" where it is."""
    if isinstance(item.default, tuple):
        [kind, _] = get_args(hint)
        is_right = isinstance(value, list) and all(_is_of(one, kind) for one in value)
        return "" if is_right else _LISTS_WANTED[kind]
    if not _is_of(value, type(item.default)):
        return _WANTED[type(item.default)]
    return "above 0" if item.metadata.get("is_above_zero") and not value > 0 else ""


def _section(kind: type, name: str, values: Mapping[str, Any]) -> Any:
    known = {item.name: item for item in dataclasses.fields(kind)}
    hints = get_type_hints(kind)
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"[{name}] has no '{key}'; it has: {', '.join(sorted(known))}")
        if wanted := _wanted(value, known[key], hints[key]):
            raise ConfigError(f"{name}.{key} is {value!r}: it has to be {wanted}")
    tupled = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
    return kind(**tupled)


def from_mapping(kind: type[Config], raw: Mapping[str, Mapping[str, Any]]) -> Config:
    """Build a config of this kind; a missing section or key keeps its default.

    Raises:
        ConfigError: an unknown section or key.
    """
    usual = kind()
    kinds = {item.name: type(getattr(usual, item.name)) for item in dataclasses.fields(kind)}
    for name in raw:
        if name not in kinds and name not in OPTION_STAGES:
            raise ConfigError(f"no section [{name}]; there are: {', '.join(kinds)}")
    sections = {name: _section(made, name, raw.get(name, {})) for name, made in kinds.items()}
    return kind(**sections)


def load(path: Path | None, overrides: Sequence[str] = ()) -> RunConfig:
    """What describes a run of the starter model; see `read`."""
    return read(RunConfig, path, overrides)


def read(kind: type[Config], path: Path | None, overrides: Sequence[str] = ()) -> Config:
    """Read the TOML file, then apply ``section.key=value`` overrides (values in TOML spelling).

    Raises:
        ConfigError: an override is not ``section.key=value`` or names an unknown key.
    """
    return from_mapping(kind, _sections(path, overrides))


def _sections(path: Path | None, overrides: Sequence[str]) -> dict[str, dict[str, Any]]:
    raw: dict[str, dict[str, Any]] = {}
    if path is not None:
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ConfigError(f"{path} is no TOML file: {error}") from error
        for name, values in raw.items():
            if not isinstance(values, dict):
                raise ConfigError(f"{path}: '{name}' stands in no section; begin with [SECTION]")
    for override in overrides:
        name, equals, value = override.partition("=")
        section, dot, key = name.strip().partition(".")
        if not (equals and dot):
            raise ConfigError(f"--set {override}: write it as section.key=value")
        try:
            parsed = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"--set {override}: {value} is not a TOML value") from error
        before = raw.setdefault(section, {}).get(key, "default")
        print(f"NOTE --set {section}.{key}={parsed} overrides {before}", file=sys.stderr)
        raw[section][key] = parsed
    return raw


def stage_options(
    arguments: argparse.ArgumentParser, stage: str, argv: Sequence[str] | None
) -> argparse.Namespace:
    """The options of a stage: of the TOML file's section of its name, which `--set` overrides, and
    of the command line, which overrides both. Ends the program as argparse does."""
    given = list(sys.argv[1:] if argv is None else argv)
    only = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    only.add_argument("--config", type=Path)
    only.add_argument("--set", action="append", default=[])
    place = only.parse_known_args(given)[0]
    try:
        chosen = _sections(place.config, place.set)
        _refuse_unknown(chosen)
    except (ConfigError, OSError) as error:
        arguments.error(str(error))
    said = {word[2:].partition("=")[0] for word in given if word.startswith("--")}
    left_out = {name for either in _EITHER if either & said for name in either}
    words: list[str] = []
    for key, value in chosen.get(stage, {}).items():
        name, values = key.replace("_", "-"), value if isinstance(value, list) else [value]
        if name in left_out:
            continue
        if value is not False:
            words += [f"--{name}", *(str(v) for v in values if v is not True)]
        elif f"--no-{name}" in arguments.format_usage():
            words.append(f"--no-{name}")
    return arguments.parse_args([*words, *given])


def _refuse_unknown(sections: Iterable[str]) -> None:
    """Raises `ConfigError` for a section of no stage: one file may serve them all."""
    from longwriter_training.tune.config import TuneConfig

    kinds = (RunConfig, TuneConfig)
    known = {*OPTION_STAGES, *(item.name for kind in kinds for item in dataclasses.fields(kind))}
    for name in sections:
        if name not in known:
            raise ConfigError(f"no section [{name}]; there are: {', '.join(sorted(known))}")


def parser(description: str | None) -> argparse.ArgumentParser:
    """The arguments every stage has: where the run lives and what describes it."""
    result = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    result.add_argument(
        "--run", type=Path, required=True, help="folder of the run, one subfolder a stage"
    )
    add_config(result)
    return result


def add_config(arguments: argparse.ArgumentParser) -> None:
    """Where a stage's settings may stand."""
    arguments.add_argument(
        "--config", type=Path, help="TOML file, for example configs/starter_cpu.toml"
    )
    arguments.add_argument(
        "--set", action="append", default=[], metavar="SECTION.KEY=VALUE", help="override one value"
    )


def training_parser(description: str | None) -> argparse.ArgumentParser:
    """The arguments of a stage that trains; see `load_training`."""
    arguments = parser(description)
    arguments.add_argument("--device", default="cpu", help="cpu or cuda")
    arguments.add_argument("--minutes", type=float, help="time budget; overrides the config")
    return arguments


def load_training(options: argparse.Namespace, stage: str) -> RunConfig:
    """The config of a stage that trains; a time budget overrides steps. Raises as `load`."""
    budget = [f"{stage}.minutes={options.minutes}", f"{stage}.steps=0"] if options.minutes else []
    return load(options.config, [*options.set, *budget])
