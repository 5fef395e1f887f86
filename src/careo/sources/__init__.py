"""An archive, wherever it lies, as a stream of captures, terms and rejections.

`open_source(spec, options)` picks the reader; a `Source` has a label and
`items()`. Nothing here parses an article: that is `careo.reading`.
"""

from careo.sources.opening import open_source
from careo.sources.port import Cursor, FileCursor, MemoryCursor, Source, SourceOptions

__all__ = ["Cursor", "FileCursor", "MemoryCursor", "Source", "SourceOptions", "open_source"]
