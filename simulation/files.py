"""Files of evidence of a wanted size: pictures and documents that say *SINTETIS*, no two alike."""

import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

__all__ = ["file_of"]


@lru_cache(maxsize=64)
def _picture(step: int) -> bytes:
    """Give a JPEG of about 2**(step/2) kB: noise does not compress, so its size follows its area."""
    wanted = int(1000 * 2 ** (step / 2))
    side = max(int((wanted / 0.45) ** 0.5), 24)
    noise = np.random.default_rng(step).integers(0, 255, (side, side), dtype=np.uint8)
    image = Image.fromarray(noise, "L")
    ImageDraw.Draw(image).text((4, 4), "SINTETIS", fill=255)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=50)
    return out.getvalue()


def file_of(key: str, size: int) -> tuple[str, bytes]:
    """Give name and content of the file of an event: a picture, or a document for every eighth."""
    if int(key[:2], 16) % 8 == 0:
        out = io.BytesIO()
        page = Image.new("L", (300, 400), 255)
        ImageDraw.Draw(page).text((20, 20), f"SINTETIS\n{key}", fill=0)
        page.save(out, "PDF", title=f"SINTETIS {key}")
        return f"laporan-{key[:8]}.pdf", out.getvalue()
    picture = _picture(max(round(2 * np.log2(max(size, 1000) / 1000)), 0))
    # A comment of its own (segment COM, right after the start of the image) makes each picture another file.
    comment = f"SINTETIS {key}".encode()
    segment = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
    return f"foto-{key[:8]}.jpg", picture[:2] + segment + picture[2:]
