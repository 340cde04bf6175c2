"""Runs the notebook that is stored with its outputs, notebooks/00_five_minutes.ipynb.

python tools/notebook.py            run it and store what it shows
"""

from __future__ import annotations

import base64
import html
import io
import os
import re
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import nbformat

STORED = Path(__file__).parents[1] / "notebooks" / "00_five_minutes.ipynb"
#: Enough for flat colours and the edges of letters, at a fifth of the bytes.
_COLOURS = 48


def executed(file: Path) -> Any:
    """A notebook run in a fresh kernel in an empty folder."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        # The client's own dependencies warn in ways that are not ours to mend.
        warnings.simplefilter("ignore")
        from nbclient import NotebookClient

        notebook = nbformat.read(file, as_version=4)
        before = os.environ.get("TQDM_DISABLE")
        os.environ["TQDM_DISABLE"] = "1"  # a slow machine would draw bars, a fast one none
        try:
            NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
        finally:
            os.environ.pop("TQDM_DISABLE") if before is None else os.environ.update(TQDM_DISABLE=before)
    return notebook


def shown(notebook: Any) -> Any:
    """The same as it is stored: outputs as text and pictures with their words, no trace of a run."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.metadata = None, {}
            cell.outputs = _stored(cell.outputs)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def _stored(outputs: list[Any]) -> list[Any]:
    """Outputs as text or picture; what was printed in several pieces, by chance of time, is one."""
    printed = "".join(output.text for output in outputs if output.output_type == "stream")
    made = [nbformat.v4.new_output("stream", name="stdout", text=printed)] if printed else []
    for output in outputs:
        if output.output_type == "stream":
            continue
        data = {"text/plain": output.data["text/plain"]}
        if "image/png" in output.data:
            said = re.findall(r"<desc[^>]*>([^<]*)<", output.data["image/svg+xml"])
            data = {
                "image/png": _lighter(output.data["image/png"]),
                "text/plain": html.unescape(" ".join(said)),
            }
        made.append(nbformat.v4.new_output("execute_result", data=data, metadata=output.metadata))
    return made


def _lighter(png: str) -> str:
    """A picture of few colours."""
    from PIL import Image

    with Image.open(io.BytesIO(base64.b64decode(png))) as picture, io.BytesIO() as file:
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "png", optimize=True)
        return base64.b64encode(file.getvalue()).decode("ascii")


def main() -> int:
    """Run the notebook and store it."""
    nbformat.write(shown(executed(STORED)), STORED)
    print(f"written  {STORED.name}, {STORED.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
