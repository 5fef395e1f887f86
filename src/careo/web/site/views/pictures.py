"""The archive's pictures."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from careo.web.records import gate
from careo.web.records.captures import PictureFiles
from careo.web.records.public import KeptPicture
from careo.web.site.cache import matches

# The bytes at an address never change, so readers may keep them; a cache that serves
# many asks again soon, so that a picture which was taken down is gone there too.
CONTROL = "public, max-age=31536000, s-maxage=300, immutable"
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
BLOCK = 64 * 1024


def _file(found: KeptPicture) -> Path:
    path = PictureFiles(Path(settings.MEDIA_ROOT)).path(found.sha256, found.media_type)
    if not path.is_file():
        raise Http404("picture")
    return path


def _answer(request: HttpRequest, found: KeptPicture, etag: str) -> HttpResponseBase:
    path = _file(found)
    if matches(request.headers.get("If-None-Match", ""), etag):
        return HttpResponseNotModified()
    if request.method == "HEAD":
        response = HttpResponse(content_type=found.media_type)
        response.headers["Content-Length"] = str(path.stat().st_size)
        return response
    answer = FileResponse(path.open("rb"), content_type=found.media_type)
    answer.block_size = BLOCK
    return answer


@require_safe
def picture(request: HttpRequest, sha256: str, extension: str) -> HttpResponseBase:
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
