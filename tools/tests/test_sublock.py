import pytest

from tools.sublock import LOCK, sublock

TEXT = """\
# made by make lock
alpha==1.0 \\
    --hash=sha256:aa
    # via ikp (engine/pyproject.toml)
beta==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:bb
    # via alpha
delta==4.0 \\
    --hash=sha256:dd
    # via
    #   -r requirements.in
    #   beta
    #   gamma
gamma==3.0 \\
    --hash=sha256:cc
    # via -r requirements.in
"""


def test_what_a_package_needs_comes_along_and_nothing_else() -> None:
    part = sublock(TEXT, ["alpha"])
    assert [line.split("==")[0] for line in part.splitlines() if line[0].isalpha()] == ["alpha", "beta", "delta"]
    assert part.count("--hash") == 3
    assert "cc" not in part


def test_a_package_that_the_lock_does_not_hold_is_an_error() -> None:
    with pytest.raises(KeyError, match="omega"):
        sublock(TEXT, ["omega"])


def test_the_engine_alone_needs_no_extra_from_our_own_lock() -> None:
    names = {
        line.split("==")[0]
        for line in sublock(LOCK.read_text("utf-8"), ["numpy", "scipy"]).splitlines()
        if "==" in line
    }
    assert names == {"numpy", "scipy"}
