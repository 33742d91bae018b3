"""What a file is, by its first bytes.

The bytes of a file come in, the name of an image format goes out: one that is accepted as a photo, or one that is
recognised only in order to say kindly that it is not. No decoder is asked, and a suffix counts for nothing, except that
camera RAW files look like TIFF inside.
"""

from __future__ import annotations

_ACCEPTED = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_REFUSED = (
    (b"8BPS", "Photoshop"),
    (b"%PDF", "PDF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"II\xbc", "JPEG XR"),
    (b"SIMPLE  =", "FITS"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"PK\x03\x04", "ZIP"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"IIU\x00", "RAW"),
)
_RAW_SUFFIXES = (".arw", ".cr2", ".dng", ".erf", ".nef", ".nrw", ".pef", ".sr2", ".srw", ".3fr")  # TIFF inside.
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))


def recognise(data: bytes, suffix: str) -> tuple[str, str]:
    """The accepted format of these bytes, as Pillow calls it, or the name of one that is not accepted, or neither."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP", ""
    if data[4:8] == b"ftyp":
        return _recognise_boxes(data)
    for magic, format in _ACCEPTED:
        if data.startswith(magic):
            is_raw = format == "TIFF" and (suffix in _RAW_SUFFIXES or data[8:10] == b"CR")
            return ("", "RAW") if is_raw else (format, "")
    for magic, name in _REFUSED:
        if data.startswith(magic):
            return "", name
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return "", "BMP"
    if b"<svg" in data[:2048].lower():
        return "", "SVG"
    return "", ""


def _recognise_boxes(data: bytes) -> tuple[str, str]:
    """Tell AVIF, HEIC, camera RAW and video apart by the brands in their first box."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return "AVIF", ""
    if brands & _HEIC_BRANDS:
        return "HEIF", ""
    return "", "RAW" if b"crx " in brands else "video"
