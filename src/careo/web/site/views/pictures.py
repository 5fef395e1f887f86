"""The archive's pictures."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from careo.web.records import gate
from careo.web.records.captures import PictureFiles
from careo.web.records.public import KeptPicture
from careo.web.site.cache import matches

# The bytes at an address never change, so readers may keep them; a cache that serves
# many asks again soon, so that a picture which was taken down is gone there too.
CONTROL = "public, max-age=31536000, s-maxage=300, immutable"
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def _answer(request: HttpRequest, found: KeptPicture, etag: str) -> HttpResponse:
    path = PictureFiles(Path(settings.MEDIA_ROOT)).path(found.sha256, found.media_type)
    if not path.is_file():
        raise Http404("picture")
    if matches(request.headers.get("If-None-Match", ""), etag):
        return HttpResponseNotModified()
    # Whole, not in pieces: a piece at a time, a reader on a slow line would hold one of
    # the few threads until the last of it is through, and everybody behind would wait.
    body = b"" if request.method == "HEAD" else path.read_bytes()
    response = HttpResponse(body, content_type=found.media_type)
    response.headers["Content-Length"] = str(len(body) or found.size)
    return response


@require_safe
def picture(request: HttpRequest, sha256: str, extension: str) -> HttpResponse:
    """A picture that a public article shows, under the hash of its bytes."""
    found = gate.picture(sha256)
    if found is None or found.extension != extension:
        raise Http404("picture")
    etag = f'"{sha256}"'
    response = _answer(request, found, etag)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CONTROL
    # Opened by itself it is a document; this one may do nothing but be seen.
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
