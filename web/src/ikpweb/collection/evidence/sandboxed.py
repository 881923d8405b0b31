"""What runs inside the sandbox: orders from standard input, a line each, and an answer to each on standard output.

This file is run as a script and imports nothing of the platform. It loads the libraries once and
forks for each order: what opens a file has its own memory, its own limits, and one file.
"""

import json
import os
import resource
import signal
import sys
import warnings
from typing import Any

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2 import raw

#: The longest side of a page in a copy, in points of the picture: an A4 page at about 150 to the inch.
_PAGE_SIDE = 1754
_MOST_PAGES = 300
_LARGEST_OUTPUT = 200_000_000


def main() -> None:
    """Carry out orders until nobody is there to give any."""
    warnings.simplefilter("ignore")
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = None  # the platform has its own, and says it in a sentence
    for line in sys.stdin:
        print(_forked(json.loads(line)), flush=True)  # noqa: T201 - the answer


def _forked(order: dict[str, Any]) -> str:
    """Carry an order out in a process of its own; an empty answer when that broke."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _carry_out(order, write)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        told = answer.read(65_536)
    _, status = os.waitpid(child, 0)
    return told.decode("ascii", "replace") if status == 0 and told else "{}"


def _carry_out(order: dict[str, Any], write: int) -> None:
    """Set the limits, do what is ordered, answer, end: whatever happens, nothing goes back into the loop."""
    try:
        for limit, most in (
            (resource.RLIMIT_AS, order["memory"]),
            (resource.RLIMIT_CPU, order["seconds"]),
            (resource.RLIMIT_FSIZE, _LARGEST_OUTPUT),
            (resource.RLIMIT_NPROC, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(limit, (most, most))
        signal.alarm(order["seconds"])
        os.write(write, json.dumps(_WORK[order["what"]](order)).encode())
        os._exit(0)
    except BaseException:  # noqa: BLE001 - as above
        os._exit(1)


def _opened(order: dict[str, Any]) -> Any:
    return Image.open(order["path"], formats=[order["form"]])


def _picture(order: dict[str, Any]) -> dict[str, Any]:
    try:
        with _opened(order) as image:
            width, height = image.size
            image.verify()
    except Exception:  # noqa: BLE001 - whatever a broken picture raises, it is broken
        return {"whole": False}
    return {"whole": True, "width": width, "height": height}


def _pdf(order: dict[str, Any]) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(order["path"])
    except pypdfium2.PdfiumError as problem:
        return {"whole": False, "password": "password" in str(problem).lower()}
    runs = (
        raw.FPDFDoc_GetJavaScriptActionCount(document) > 0
        or raw.FPDFDoc_GetAttachmentCount(document) > 0
        or raw.FPDF_GetFormType(document) in {raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND}
    )
    whole = len(document) > 0
    try:
        document[0].get_size()
    except pypdfium2.PdfiumError:
        whole = False
    return {"whole": whole, "pages": len(document), "runs": bool(runs)}


def _upright(order: dict[str, Any]) -> Any:
    """Give a picture as it is to be seen, with nothing but its points: what a camera noted about itself is gone."""
    image = _opened(order)
    if "longest" in order:
        image.draft("RGB", (order["longest"], order["longest"]))  # JPEG: read at once in a smaller size
    # The turn is a note of the camera too: it is carried out, then thrown away with the others.
    turned = ImageOps.exif_transpose(image)
    see_through = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
    seen = turned.convert("RGBA" if see_through else "RGB")
    plain = Image.new(seen.mode, seen.size)
    plain.paste(seen)
    return plain


def _draw(order: dict[str, Any]) -> dict[str, Any]:
    """Draw a page, or a picture, small; give how many pages there are."""
    pages = 1
    if order["form"] == "PDF":
        document = pypdfium2.PdfDocument(order["path"])
        pages = len(document)
        image = _drawn(document, order["page"], order["longest"])
    else:
        image = _upright(order)
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    image.thumbnail((order["longest"], order["longest"]))
    image.save(order["out"], "JPEG", quality=80)
    return {"pages": pages}


def _drawn(document: Any, number: int, longest: int) -> Any:
    page = document[number]
    width, height = page.get_size()
    scale = min(longest / max(width, height, 1), 4.0)
    return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")


def _strip(order: dict[str, Any]) -> dict[str, Any]:
    """Draw a picture anew in its full size."""
    image = _upright(order)
    options = {"JPEG": {"quality": 92}, "PNG": {}, "WEBP": {"quality": 92}}[order["form"]]
    image = image.convert("RGB") if order["form"] == "JPEG" else image
    image.save(order["out"], order["form"], **options)
    return {"done": True}


def _pages(order: dict[str, Any]) -> dict[str, Any]:
    """Draw each page of a PDF and bind the pictures: what was not to be seen is not in it."""
    document = pypdfium2.PdfDocument(order["path"])
    count = min(len(document), _MOST_PAGES)
    first = _drawn(document, 0, _PAGE_SIDE)
    rest = (_drawn(document, number, _PAGE_SIDE) for number in range(1, count))
    first.save(order["out"], "PDF", save_all=True, append_images=rest, resolution=150.0, quality=80)
    return {"done": True, "pages": count, "of": len(document)}


_WORK = {"picture": _picture, "pdf": _pdf, "draw": _draw, "strip": _strip, "pages": _pages}

if __name__ == "__main__":
    main()
