"""What can go wrong between us and a publisher, in the words of the user: what happened, what to do."""

import gzip
import html
import re
import zlib
from urllib.parse import urlsplit

import requests
import urllib3.exceptions as http

from wijkkaart.errors import FetchError

EXPECTED = "Verwacht: gegevens van de uitgever."
LATER = "Probeer het later opnieuw."
_CONNECTION = "Controleer de verbinding met internet en probeer het opnieuw."
_MOVED = "Misschien heeft de uitgever iets veranderd. Kijk of er een nieuwere versie van wijkkaart is."

BROKEN = (gzip.BadGzipFile, EOFError, zlib.error)
"""What unpacking raises when its input isn't whole."""
NETWORK = (requests.RequestException, http.HTTPError, *BROKEN)
"""What asking and reading may raise."""
_LASTING = (requests.TooManyRedirects, requests.exceptions.SSLError, http.SSLError, ValueError)
"""Those that asking again doesn't mend; ValueError is what `requests` says of addresses."""

_HTML = re.compile(r"<(!doctype html|html)\b", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_XML_REPORT = re.compile(r"<(?:\w+:)?(?:Service)?ExceptionReport\b")
_XML_TEXT = re.compile(r"<(?:\w+:)?(?:ExceptionText|ServiceException|message)\b[^>]*>(.*?)</", re.S)
_JSON_TEXT = re.compile(r'"(?:detail|message|value)"\s*:\s*"([^"]*)"')


def may_pass(error: Exception) -> bool:
    """Whether asking again may help."""
    return not isinstance(error, _LASTING)


def unreached(error: Exception, url: str) -> FetchError:
    """No answer, or an answer that broke off: in words, what one of NETWORK says of it."""
    host, cause = _host(url), _cause(error)
    # Of an answer that didn't begin, `requests` says so; of one that had begun, urllib3.
    if isinstance(cause, (http.ProtocolError, *BROKEN)):
        return FetchError(f"Het antwoord van {host} is niet compleet.", EXPECTED, LATER, status=200)
    if isinstance(cause, http.NameResolutionError):
        return FetchError(f"Het adres {host} is niet gevonden.", EXPECTED, _CONNECTION)
    if isinstance(cause, requests.exceptions.ProxyError | http.ProxyError):
        return FetchError(
            f"De proxy waardoor {host} gevraagd wordt, geeft geen verbinding.",
            EXPECTED,
            "Controleer de instellingen HTTP_PROXY en HTTPS_PROXY.",
        )
    if isinstance(cause, requests.exceptions.SSLError | http.SSLError):
        return FetchError(
            f"De beveiligde verbinding met {host} is niet te vertrouwen.",
            "Verwacht: een geldig certificaat.",
            "Controleer de datum van deze computer. Loopt uw internet via een proxy? Noem dan het "
            "certificaat daarvan in REQUESTS_CA_BUNDLE.",
        )
    if isinstance(cause, http.NewConnectionError):
        return FetchError(f"{host} neemt de verbinding niet aan.", EXPECTED, _CONNECTION)
    if isinstance(cause, requests.Timeout | http.TimeoutError):
        return FetchError(f"{host} gaf te lang geen antwoord.", EXPECTED, LATER)
    if isinstance(cause, requests.TooManyRedirects):
        return FetchError(f"{host} blijft doorverwijzen.", EXPECTED, _MOVED)
    if isinstance(cause, ValueError):
        return unaskable(url)
    return FetchError(f"{host} verbrak de verbinding zonder antwoord.", EXPECTED, LATER)


def _cause(error: Exception) -> BaseException:
    """What is inside the wrappers of `requests` and `urllib3`."""
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", None)
    return reason if isinstance(reason, http.HTTPError) else error


def unaskable(url: str) -> FetchError:
    """Something that isn't an address of the web, or that redirects to such a thing."""
    return FetchError(
        f"Dit adres begint niet met http of https, of verwijst naar een adres dat dat niet doet: {url}",
        "Verwacht: een adres van het web.",
        f"Is er een WIJKKAART_URL_… ingesteld? Controleer die. {_MOVED}",
    )


def refused(url: str, status: int, excerpt: str, wait: float = 0) -> FetchError:
    """An answer with another status than 200; `wait` is how long the publisher asks us to stay away."""
    host, told = _host(url), _told(excerpt)
    remedy = f"Probeer het over {_time(wait)} opnieuw." if wait else LATER
    if status in {401, 403}:
        found = f"{host} weigert de toegang (fout {status}){told}: {url}"
        remedy = "Wacht een uur en probeer het opnieuw. Blijft het zo, vraag dan de uitgever om toegang."
    elif status in {404, 410}:
        found = f"{host} kent dit adres niet (fout {status}){told}: {url}"
        remedy = _MOVED
    elif status == 429:
        found = f"{host} vindt dat er te veel gevraagd wordt (fout 429){told}."
    elif status >= 500:
        found = f"{host} heeft een storing (fout {status}){told}."
    else:
        found = f"{host} neemt de vraag niet aan (fout {status}){told}: {url}"
        remedy = _MOVED
    return FetchError(found, EXPECTED, remedy, status=status, excerpt=excerpt)


def too_large(url: str, most: int) -> FetchError:
    """An answer larger than we take."""
    return FetchError(
        f"Het antwoord van {_host(url)} is te groot: {url}",
        f"Verwacht: hoogstens {most // 1024**2} MB.",
        "Kies een gemeente in plaats van heel Nederland, of meld dit aan de makers van wijkkaart.",
        status=200,
    )


def packed(url: str, encoding: str) -> FetchError:
    """An answer that is packed in a way we didn't ask for."""
    return FetchError(
        f"{_host(url)} pakt het antwoord in als ‘{encoding}’.", "Verwacht: gzip of niets.", _MOVED, status=200
    )


def undiskable(error: OSError) -> FetchError:
    """An answer that can't be written: a full disk, no permission."""
    return FetchError(
        f"Antwoorden van uitgevers kunnen niet worden bewaard: {error.strerror or error}.",
        "Verwacht: een map met genoeg ruimte, waarin wijkkaart mag schrijven.",
        "Maak ruimte, of noem een andere map in WIJKKAART_CACHE.",
    )


def disguised(url: str, content_type: str, start: bytes) -> FetchError | None:
    """The fault in an answer with status 200 that is an error all the same; None when it's not.

    `start` is the beginning of the body. A publisher may call its data text/html: that alone proves nothing.
    """
    text = excerpt(start)
    is_html = "html" in content_type.lower() and text.startswith("<")
    if is_html or _HTML.match(_COMMENT.sub("", text).lstrip()):
        found = f"{_host(url)} gaf een webpagina in plaats van gegevens."
        return FetchError(found, EXPECTED, LATER, status=200, excerpt=text)
    if text.startswith("<") and _XML_REPORT.search(text):
        found = f"{_host(url)} meldt een fout{_told(text)}."
        return FetchError(found, EXPECTED, f"{LATER} {_MOVED}", status=200, excerpt=text)
    return None


def excerpt(start: bytes) -> str:
    """The beginning of a body as text."""
    return start.decode("utf-8-sig", "replace").strip()


def _told(text: str) -> str:
    """`: ‘what the publisher says itself’`; nothing of a page of HTML."""
    found = _XML_TEXT.search(text) or _JSON_TEXT.search(text)
    said = html.unescape(found[1]) if found else "" if text.startswith(("<", "{", "[")) else text
    said = " ".join(re.sub(r"<!\[CDATA\[|\]\]>", "", said).split())
    if len(said) > 200:
        said = said[:200].rsplit(" ", 1)[0] + " …"
    return f": ‘{said}’" if said else ""


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _time(seconds: float) -> str:
    """`45 seconden`, `10 minuten`, `3 uur`."""
    if seconds < 100:
        return f"{seconds:.0f} seconden"
    return f"{seconds / 60:.0f} minuten" if seconds < 5400 else f"{seconds / 3600:.0f} uur"
