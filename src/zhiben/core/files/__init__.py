"""Files: kept under the digest of their bytes, looked into on arrival, handed out by the row that owns them."""

from zhiben.core.files.keeping import FileBrief, brief, claim, digests, read, store
from zhiben.core.files.serving import serve
from zhiben.core.files.traces import Trace, trace

__all__ = ["FileBrief", "Trace", "brief", "claim", "digests", "read", "serve", "store", "trace"]
