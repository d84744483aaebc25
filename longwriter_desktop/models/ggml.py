# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The types of ggml by number: `gguf.constants`, without the rest of `gguf`.

The whole package takes NumPy and YAML along, a tenth of every start of the program.
"""

from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def _constants() -> ModuleType:
    package = find_spec("gguf")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("No module named 'gguf'", name="gguf")
    found = spec_from_file_location("gguf.constants", Path(package.origin).parent / "constants.py")
    assert found is not None  # as its ending says what it is
    assert found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


_READ = _constants()
TYPES: dict[str, int] = {kind.name: kind.value for kind in _READ.GGMLQuantizationType}
# Elements and bytes of a block.
BLOCKS: dict[int, tuple[int, int]] = {
    kind.value: size for kind, size in _READ.GGML_QUANT_SIZES.items()
}
FILE_TYPES: dict[int, str] = {kind.value: kind.name for kind in _READ.LlamaFileType}
