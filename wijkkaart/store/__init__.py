"""The data directory: tables and tiles as files, described by a manifest, replaced atomically.

Files never change once written: their names hold a part of their hash. A build writes new ones in
a draft folder, moves them into place and replaces `manifest.json` last. Readers know only what the
manifest names, so a half-built directory is never visible.
"""

from wijkkaart.store.directory import Store
from wijkkaart.store.draft import Draft
from wijkkaart.store.manifest import MANIFEST, Entry, Manifest, sha256
from wijkkaart.store.reading import Snapshot

__all__ = ["MANIFEST", "Draft", "Entry", "Manifest", "Snapshot", "Store", "sha256"]
