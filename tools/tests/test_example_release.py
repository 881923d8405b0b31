"""The example release is made as real ones are: it verifies, and it is computed the same."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ikp.release import Bundle, replay, verify
from tools.example_release import example


def test_the_example_holds() -> None:
    made = Bundle("contoh", example(Ed25519PrivateKey.generate()))
    verdict = verify(made)
    assert verdict.sound
    assert verdict.about["label"] == "SINTETIS"
    found = replay(made)
    assert found.same
    assert sorted(each.units for each in found.levels) == [3, 3, 28]
