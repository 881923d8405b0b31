"""Any change of a release is found and named."""

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.tests.release.making import CASES, EXAMPLE
from ikp import UsageError
from ikp.release import Bundle, open_bundle, verify

pytestmark = pytest.mark.extras
KEY = (CASES / "contoh-sintetis.pem").read_text()


@pytest.fixture(scope="module")
def example() -> Bundle:
    return open_bundle(EXAMPLE)


def changed(bundle: Bundle, name: str, body: bytes) -> Bundle:
    return replace(bundle, files={**bundle.files, name: body})


def found(bundle: Bundle, key: str = KEY) -> list[tuple[str, object]]:
    return [(each.code, each.params.get("name", "")) for each in verify(bundle, key).problems]


def test_the_example_is_as_it_was_signed(example: Bundle) -> None:
    verdict = verify(example, KEY)
    assert verdict.sound
    assert verdict.trusted
    assert (verdict.files, verdict.checkpoint) == (len(example.files), 1)
    unknown = verify(example)
    assert unknown.sound
    assert not unknown.trusted
    assert unknown.key == verdict.key


def test_one_byte_changed_in_any_file_is_found_and_the_file_named(example: Bundle) -> None:
    rng = np.random.default_rng(8)
    for name, body in example.files.items():
        for place in {0, len(body) - 1, *rng.integers(0, len(body), 4).tolist()}:
            bit = 1 << int(rng.integers(0, 8))
            touched = changed(example, name, body[:place] + bytes([body[place] ^ bit]) + body[place + 1 :])
            if name == "release.json":  # may stop being readable at all, which is a sentence too
                try:
                    told = found(touched)
                except UsageError:
                    continue
            else:
                told = found(touched)
            named = {"MANIFEST": ("release-signature", ""), "MANIFEST.sig": ("release-signature", "")}
            assert named.get(name, ("release-changed", name)) in told, (name, place)


def test_a_file_more_or_less_is_named(example: Bundle) -> None:
    assert ("release-extra", "data/extra.csv") in found(changed(example, "data/extra.csv", b""))
    fewer = replace(example, files={name: body for name, body in example.files.items() if name != "METHOD.md"})
    assert ("release-lacking", "METHOD.md") in found(fewer)


def test_one_who_signs_anew_with_another_key_is_found_out(example: Bundle) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from ikp.release import signed

    files = {name: body for name, body in example.files.items() if not name.startswith("MANIFEST")}
    forged = replace(example, files=signed({**files, "METHOD.md": b"other\n"}, Ed25519PrivateKey.generate()))
    assert [code for code, _ in found(forged)] == ["release-other-key"]
    assert verify(forged).key != verify(example).key


def test_a_release_of_the_future_is_refused_with_a_sentence(example: Bundle) -> None:
    told = json.loads(example["release.json"]) | {"format": 99}
    with pytest.raises(UsageError, match="layout 99"):
        verify(changed(example, "release.json", json.dumps(told).encode()))


def test_what_is_no_release_and_what_is_no_key_are_refused(example: Bundle) -> None:
    for body in (b"[]", b"nonsense", b'{"kind": "other", "format": 1}'):
        with pytest.raises(UsageError, match="no release"):
            verify(changed(example, "release.json", body))
    with pytest.raises(UsageError, match="no release"):
        verify(Bundle("nowhere", {}))
    with pytest.raises(UsageError, match="Ed25519"):
        verify(example, "nonsense")


def test_a_checkpoint_that_does_not_hold_is_said(example: Bundle) -> None:
    told = json.loads(example["audit/checkpoint.json"]) | {"number": 2}
    body = (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    assert "release-checkpoint" in [code for code, _ in found(changed(example, "audit/checkpoint.json", body))]
