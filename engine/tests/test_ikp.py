"""The public names, and that asking for one loads no more than it needs."""

import json
import subprocess
import sys

import pytest

import ikp


@pytest.mark.parametrize("name", ikp.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(ikp, name) is not None
    assert name in dir(ikp)


def test_compute_is_the_function_however_it_is_reached() -> None:
    from ikp import compute
    from ikp.computing import compute as at_home

    assert compute is at_home is ikp.compute


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'computer'"):
        _ = ikp.computer


def test_importing_the_package_loads_no_numpy() -> None:
    code = "import ikp, json, sys; print(json.dumps([name for name in ('numpy', 'scipy') if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
