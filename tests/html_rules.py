"""An independent check of the output: `problems` checks a single page, `site_problems` a whole portal.

In comes HTML, or the output folder and the portal's address; out come sentences about what is wrong. It parses with
html5lib and imports none of our code, so that it cannot share its mistakes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib

from conglang.values import Value

NEWS_MAP = "sitemap-news.xml"
"""Its articles are in the map of their year too, so it is left out of the check that each address is listed once."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FETCHED_LINKS = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest", "prefetch"}
ADDRESS_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "cite")
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for", "headers")
DATA_SCRIPTS = {"application/ld+json", "application/json", "speculationrules", "importmap"}
CANDIDATE = re.compile(r"\s*(\S+?)(?:\s+([\d.]+[wx]))?\s*(?:,(?=\s)|$)")
CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)|@import\s+[\"']([^\"']+)[\"']")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


# ---- one page ------------------------------------------------------------------------------------------------------


def problems(html: str) -> list[str]:
    """All that is wrong with a page on its own, in the order of the checks."""
    root, errors = _parsed(html)
    found = [f"parse error: {error}" for error in errors]
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for check in (_head, _ids, _headings, _images, _scripting, _controls, _links, _landmarks):
        found.extend(check(root, elements))
    found.extend(_characters(html))
    return found


def _head(root: Element, elements: list[Element]) -> Iterator[str]:
    if not (root.get("lang") or "").strip():
        yield "html has no lang"
    titles = [_text(title) for title in root.findall("head/title")]
    if len(titles) != 1 or not titles[0]:
        yield f"{len(titles)} titles, or an empty one"
    if root.find("head/meta[@charset]") is None:
        yield "no meta charset"
    if "width=device-width" not in _meta(root, "viewport"):
        yield "no viewport"
    if "noindex" in _meta(root, "robots"):
        return
    if not _meta(root, "description").strip():
        yield "no description"
    canonical = _canonical(root)
    if not canonical.startswith(("https://", "http://")):
        yield f"canonical is “{canonical}”"


def _ids(root: Element, elements: list[Element]) -> Iterator[str]:
    counts = Counter(element.attrib["id"] for element in elements if "id" in element.attrib)
    yield from (f"id “{name}” stands {count} times" for name, count in counts.items() if count > 1)
    yield from (f"id “{name}” is empty or holds spaces" for name in counts if not name or re.search(r"\s", name))
    for element in elements:
        for attribute in REFERENCES:
            for name in element.get(attribute, "").split():
                if name not in counts:
                    yield f"{element.tag} {attribute}: no id “{name}”"


def _headings(root: Element, elements: list[Element]) -> Iterator[str]:
    headings = [element for element in elements if element.tag in HEADINGS]
    count = sum(heading.tag == "h1" for heading in headings)
    if count != 1:
        yield f"{count} times h1"
    level = 0
    for heading in headings:
        own = int(heading.tag[1])
        if own > level + 1:
            yield f"{heading.tag} “{_text(heading)}” follows h{level}"
        level = own
        if not _name(heading):
            yield f"{heading.tag} is empty"


def _images(root: Element, elements: list[Element]) -> Iterator[str]:
    for image in (element for element in elements if element.tag == "img"):
        source = image.get("src", "")
        if not source:
            yield "img has no src"
        if "alt" not in image.attrib:
            yield f"img {source} has no alt"
        for side in ("width", "height"):
            if not re.fullmatch("[1-9][0-9]*", image.get(side, "")):
                yield f"img {source} has no {side}"
    for element in elements:
        for candidate in filter(None, element.get("srcset", "").split(", ")):
            if not CANDIDATE.fullmatch(candidate):
                yield f"{element.tag}: srcset candidate “{candidate}”"


def _scripting(root: Element, elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag == "style":
            yield "style element"
        if element.tag == "script" and "src" not in element.attrib:
            kind = element.get("type", "")
            if kind not in DATA_SCRIPTS:
                yield f"inline script of type “{kind}”"
            elif not _is_json(element.text or ""):
                yield f"script of type “{kind}” is no JSON"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"{element.tag} has the attribute {name}"
            scheme = re.sub(r"[\x00-\x20]+", "", value).lower()
            if name in ADDRESS_ATTRIBUTES and scheme.startswith(("javascript:", "vbscript:", "data:text/html")):
                yield f"{element.tag} {name}: {value}"
        for address in _fetched(element):
            if address.lower().startswith("http:"):
                yield f"{element.tag} fetches {address}"


def _controls(root: Element, elements: list[Element]) -> Iterator[str]:
    labelled = {label.get("for") for label in elements if label.tag == "label"}
    inside = {id(control) for label in elements if label.tag == "label" for control in label.iter()}
    for control in elements:
        if control.tag not in ("input", "select", "textarea") or control.get("type") in ("hidden", "submit", "button"):
            continue
        named = control.get("aria-label") or control.get("aria-labelledby") or id(control) in inside
        if not named and control.get("id") not in labelled:
            yield f"{control.tag} “{control.get('name', '')}” has no label"
    for button in elements:
        if button.tag in ("button", "summary") and not _name(button):
            yield f"{button.tag} is empty"


def _links(root: Element, elements: list[Element]) -> Iterator[str]:
    for link in (element for element in elements if element.tag == "a" and "href" in element.attrib):
        if not link.attrib["href"].strip():
            yield f"link “{_text(link)}” leads nowhere"
        # A photo may repeat the link of its headline, out of the way of keyboards and screen readers.
        is_repeated = (link.get("aria-hidden"), link.get("tabindex")) == ("true", "-1")
        if not _name(link) and not is_repeated:
            yield f"link to {link.attrib['href']} has no text"


def _landmarks(root: Element, elements: list[Element]) -> Iterator[str]:
    mains = sum(element.tag == "main" for element in elements)
    if mains != 1:
        yield f"{mains} times main"


def _characters(html: str) -> Iterator[str]:
    if unicodedata.normalize("NFC", html) != html:
        yield "text is not NFC"
    for sign in sorted({sign for sign in html if "\ue000" <= sign <= "\uf8ff" or unicodedata.category(sign) == "Cc"}):
        if sign not in "\t\n":
            yield f"character U+{ord(sign):04X}"


# ---- a whole portal ------------------------------------------------------------------------------------------------


class _Page(Value, frozen=True):
    """An HTML file: its path, its address, and what it says about itself."""

    path: str
    url: str
    root: Element
    ids: frozenset[str]

    @property
    def is_redirect(self) -> bool:
        return self.root.find("head/meta[@http-equiv='refresh']") is not None

    @property
    def is_indexed(self) -> bool:
        return "noindex" not in _meta(self.root, "robots") and not self.is_redirect and self.path != "404.html"


def site_problems(output: Path, base_url: str) -> list[str]:
    """All that is wrong between the files of a built portal whose home page answers at `base_url`."""
    base = base_url.rstrip("/") + "/"
    files = {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("*")) if path.is_file()}
    pages = {name: _page(name, path, base) for name, path in files.items() if name.endswith(".html")}
    torn = [name for name, path in files.items() if name.endswith(".xml") and not _is_xml(path)]
    files = {name: path for name, path in files.items() if name not in torn}
    found = [
        *(f"{name}: is not well-formed" for name in torn),
        *_dead_references(files, pages, base),
        *_doubles(pages),
        *_site_map_problems(files, pages, base),
        *_orphans(files, pages, base),
    ]
    return list(dict.fromkeys(found))


def _page(name: str, path: Path, base: str) -> _Page:
    root, _ = _parsed(path.read_text(encoding="utf-8"))
    ids = frozenset(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    return _Page(name, base + re.sub(r"(^|/)index\.html$", r"\1", name), root, ids)


def _dead_references(files: dict[str, Path], pages: dict[str, _Page], base: str) -> Iterator[str]:
    for name, path in files.items():
        url = pages[name].url if name in pages else base + name
        for address, is_fetched in _references(name, path, pages):
            problem = _unresolved(urljoin(url, address), base, files, pages, is_fetched=is_fetched)
            if problem:
                yield f"{name}: {address} {problem}"


def _references(name: str, path: Path, pages: dict[str, _Page]) -> Iterator[tuple[str, bool]]:
    """Each address in a file, and whether a browser fetches it together with the file."""
    if name in pages:
        yield from _references_of_html(pages[name].root)
    elif name.endswith(".xml"):
        yield from _references_of_xml(path)
    elif name.endswith(".css"):
        for either in CSS_ADDRESS.findall(CSS_COMMENT.sub("", path.read_text(encoding="utf-8"))):
            yield "".join(either), True
    elif name.endswith((".webmanifest", "feed.json")):
        yield from ((address, False) for address in _addresses_of_json(json.loads(path.read_text(encoding="utf-8"))))
    elif name == "robots.txt":
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from ((line[8:].strip(), False) for line in lines if line.lower().startswith("sitemap:"))


def _references_of_html(root: Element) -> Iterator[tuple[str, bool]]:
    for element in root.iter():
        yield from ((address, True) for address in _fetched(element))
        if element.tag in ("a", "area", "link") and element.get("href") and not list(_fetched(element)):
            yield element.attrib["href"], False
        if element.get("action"):
            yield element.attrib["action"], False
        if element.tag == "meta" and element.get("property", element.get("name", "")) in (
            *("og:image", "og:url", "twitter:image", "DC.identifier"),
        ):
            yield element.get("content", ""), False
        if element.tag == "meta" and element.get("http-equiv") == "refresh":
            yield element.get("content", "").partition("=")[2].strip("'\" "), False
        if element.tag == "script" and element.get("type") == "application/ld+json" and _is_json(element.text or ""):
            yield from ((address, False) for address in _addresses_of_json(json.loads(element.text or "")))


def _references_of_xml(path: Path) -> Iterator[tuple[str, bool]]:
    for element in ElementTree.parse(path).getroot().iter():
        name = element.tag.rpartition("}")[2]
        text = (element.text or "").strip()
        if name in ("loc", "link", "guid", "uri", "logo", "icon") and text:
            yield text, False
        if name in ("link", "content") and (element.get("href") or element.get("url")):
            yield str(element.get("href") or element.get("url")), False
        if name == "encoded" or (name == "content" and element.get("type") == "html"):
            yield from ((address, False) for address, _ in _references_of_html(_parsed(text)[0]))


def _addresses_of_json(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, inner in value.items():
                keys = ("url", "item", "contentUrl", "src", "start_url", "home_page_url", "feed_url", "image")
                if key in keys and isinstance(inner, str):
                    yield inner
                else:
                    yield from _addresses_of_json(inner)
        case list():
            for inner in value:
                yield from _addresses_of_json(inner)


def _unresolved(url: str, base: str, files: dict[str, Path], pages: dict[str, _Page], *, is_fetched: bool) -> str:
    """Why a complete address leads nowhere; empty where it leads to a file, or is a link out of the portal."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return "is fetched from elsewhere" if is_fetched and parts.scheme != "data" else ""
    if (parts.scheme, parts.netloc) != urlsplit(base)[:2]:
        return "is fetched from elsewhere" if is_fetched else ""
    name = _file_name(url, base)
    if name is None:
        return "leaves the sub-path of the portal"
    if name not in files:
        return "leads to no file"
    place = unquote(parts.fragment)
    # HTML lets `#top` lead to the top of any page.
    if place and place.lower() != "top" and name in pages and place not in pages[name].ids:
        return "leads to no place on the page"
    return ""


def _file_name(url: str, base: str) -> str | None:
    """The file that answers at an address of the portal; None for an address outside of it."""
    path, root = urlsplit(url).path or "/", urlsplit(base).path
    if not path.startswith(root):
        return None
    name = unquote(path[len(root) :])
    return f"{name}index.html" if not name or name.endswith("/") else name


def _doubles(pages: dict[str, _Page]) -> Iterator[str]:
    facts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages.values():
        if not page.is_indexed:
            continue
        facts["title", _text(page.root.find("head/title"))].append(page.path)
        facts["description", _meta(page.root, "description")].append(page.path)
        canonical = _canonical(page.root)
        facts["canonical", canonical].append(page.path)
        if canonical != page.url:
            yield f"{page.path}: canonical is {canonical}, the address {page.url}"
    for (name, value), holders in facts.items():
        if len(holders) > 1:
            yield f"the {name} “{value}” stands on {', '.join(holders)}"


def _site_map_problems(files: dict[str, Path], pages: dict[str, _Page], base: str) -> Iterator[str]:
    """What is missing in the site map and what should not be there. Dead addresses are found among the references."""
    if "sitemap.xml" not in files:
        yield "no sitemap.xml"
        return
    listed = Counter(_listed("sitemap.xml", files, base))
    yield from (f"site map: {url} stands {count} times" for url, count in listed.items() if count > 1)
    indexed = {page.url for page in pages.values() if page.is_indexed}
    yield from (f"site map: {url} is missing" for url in sorted(indexed - set(listed)))
    known = {page.url for page in pages.values()}
    yield from (f"site map: {url} is not indexed" for url in sorted((set(listed) & known) - indexed))


def _listed(name: str, files: dict[str, Path], base: str) -> Iterator[str]:
    root = ElementTree.parse(files[name]).getroot()
    for entry in root:
        location = next((leaf.text or "" for leaf in entry if leaf.tag.endswith("}loc")), "")
        if not root.tag.endswith("}sitemapindex"):
            yield location
        elif (part := _file_name(location, base)) in files and part not in (None, NEWS_MAP):
            assert part is not None
            yield from _listed(part, files, base)


def _orphans(files: dict[str, Path], pages: dict[str, _Page], base: str) -> Iterator[str]:
    """Pages that no chain of links leads to from the home page."""
    if "index.html" not in pages:
        yield "no home page"
        return
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = pages[waiting.pop()]
        for link in page.root.iter("a"):
            url = urljoin(page.url, link.get("href", ""))
            name = _file_name(url, base) if url.startswith(base) else None
            if name in pages and name is not None and name not in reached:
                reached.add(name)
                waiting.append(name)
    yield from (
        f"{page.path}: no link leads here" for page in pages.values() if page.is_indexed and page.path not in reached
    )


# ---- reading -------------------------------------------------------------------------------------------------------


def _parsed(html: str) -> tuple[Element, list[str]]:
    """The tree of a page and its parse errors with their lines."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    return root, [f"{code} in line {position[0]}" for position, code, _ in parser.errors]


def _text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _name(element: Element) -> str:
    """What a screen reader says for an element: a label, the text, the alternative texts of images inside."""
    alternatives = " ".join(image.get("alt", "") for image in element.iter("img"))
    drawn = " ".join(part.get("aria-label", "") for part in element.iter() if part is not element)
    label = element.get("aria-label", "") or element.get("aria-labelledby", "")
    return f"{label} {_text(element)} {alternatives} {drawn}".strip()


def _meta(root: Element, name: str) -> str:
    return next((meta.get("content", "") for meta in root.findall("head/meta") if meta.get("name") == name), "")


def _canonical(root: Element) -> str:
    return next((link.get("href", "") for link in root.findall("head/link") if link.get("rel") == "canonical"), "")


def _fetched(element: Element) -> Iterator[str]:
    """The addresses that a browser loads because of an element."""
    if element.tag in ("img", "script", "source", "iframe", "video", "audio", "embed", "track", "input"):
        if element.get("src"):
            yield element.attrib["src"]
        if element.get("poster"):
            yield element.attrib["poster"]
    for name in ("srcset", "imagesrcset"):
        yield from (candidate.split()[0] for candidate in element.get(name, "").split(", ") if candidate.strip())
    if element.tag == "object" and element.get("data"):
        yield element.attrib["data"]
    if element.tag == "link" and FETCHED_LINKS & set(element.get("rel", "").split()) and element.get("href"):
        yield element.attrib["href"]


def _is_xml(path: Path) -> bool:
    try:
        ElementTree.parse(path)
    except ElementTree.ParseError:
        return False
    return True


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
