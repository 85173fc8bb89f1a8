"""Makes each notebook from the script beside it and runs it.

    python3 make.py KERNEL.jar [--check] [NAME.jsh ...]

A block of lines that begin with // is prose, all else between is code: 1-first-fit.jsh and
1-first-fit.ipynb hold the same cells. With --check nothing is written: what is printed must be what
the notebook shows.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import nbformat
from jupyter_client import KernelManager
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
KERNEL = "rapaio-jupyter-kernel"  # as its own installer calls it
START = "%jar ../target/scaling.jar\n%load ../jshell/scaling.jsh\n%load notebook.jsh"


def cells(script):
    """Prose and code by turns, without the command that leaves JShell."""
    lines = [line for line in script.splitlines() if line != "/exit"]
    for prose, block in groupby(lines, lambda line: line.startswith("//")):
        if prose:
            text = "\n".join(line[2:].removeprefix(" ") for line in block)
            yield nbformat.v4.new_markdown_cell(text)
        elif text := "\n".join(block).strip():
            yield nbformat.v4.new_code_cell(text)


def started():
    """A kernel that is ready. This one dies of what it is asked before all its ports are open."""
    kernel = KernelManager(kernel_name=KERNEL)
    kernel.start_kernel(cwd=str(HERE), stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    for port in kernel.ports:
        while time.monotonic() < until:
            with socket.socket() as door:
                if door.connect_ex((kernel.ip, port)) == 0:
                    break
            time.sleep(0.1)
    time.sleep(1)
    return kernel


def execute(notebook, tries=3):
    kernel = started()
    try:
        NotebookClient(notebook, km=kernel, timeout=300, startup_timeout=20, record_timing=False).execute()
    except RuntimeError:
        if tries == 1:
            raise
        execute(notebook, tries - 1)
    finally:
        kernel.shutdown_kernel(now=True)


def run(script):
    """The notebook of a script with what it prints; the first cell prints nothing that is kept."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": KERNEL, "display_name": "Java", "language": "java"}
    notebook.cells = [nbformat.v4.new_code_cell(START), *cells(script.read_text())]
    execute(notebook)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        for output in cell.get("outputs", []):
            if output.output_type == "error" or output.get("name") == "stderr":
                sys.exit(f"{script.name}: {output.get('text', output.get('traceback'))}")
    notebook.cells[0].outputs = []
    notebook.metadata.language_info = {"name": "java", "file_extension": ".jshell"}
    return notebook


def plain(notebook):
    """What is compared: how long a search took, and the fonts of a picture, differ between hosts."""
    text = json.dumps(notebook, sort_keys=True, indent=1)
    text = re.sub(r"after \d+ evaluations", "after some evaluations", text)
    return re.sub(r'"image/png": ".*"', '"image/png"', text).splitlines()


def main(kernel, *rest):
    folder = tempfile.mkdtemp()
    spec = Path(folder, "kernels", KERNEL, "kernel.json")
    spec.parent.mkdir(parents=True)
    argv = ["java", "-Djava.awt.headless=true", "-jar", os.path.abspath(kernel), "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Java", "language": "java"}))
    os.environ["JUPYTER_PATH"] = folder
    names = [name for name in rest if name != "--check"]
    scripts = [each for each in sorted(HERE.glob("[0-9]*.jsh")) if not names or each.name in names]
    with ThreadPoolExecutor(2) as pool:
        notebooks = list(pool.map(run, scripts))
    for script, notebook in zip(scripts, notebooks):
        file = script.with_suffix(".ipynb")
        if "--check" not in rest:
            file.write_text(nbformat.writes(notebook) + "\n")
        elif plain(notebook) != plain(nbformat.read(file, as_version=4)):
            was, now = plain(nbformat.read(file, as_version=4)), plain(notebook)
            pairs = [pair for pair in zip(was, now) if pair[0] != pair[1]]
            sys.exit(f"{file.name} shows something else: {pairs[:1]}")
        print(file.name, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
