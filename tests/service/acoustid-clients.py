"""Asks a local AcoustID server as programs do, by Debian's pyacoustid and by beets' plugin chroma; prints JSON.

Arguments: the server's address, a recording that is known, one that is not.
"""

import json
import logging
import sys

sys.path.insert(0, "/usr/share/beets")
import acoustid  # noqa: E402
from beets.logging import getLogger  # noqa: E402
from beetsplug import chroma  # noqa: E402

url, known, other = sys.argv[1:]
acoustid.set_base_url(url)
acoustid.REQUEST_INTERVAL = 0


def matches(path):
    return list(acoustid.match("key", path))


def failure(action):
    try:
        action()
    except acoustid.WebServiceError as error:
        return error.message
    return None


answers = {"known": matches(known), "other": matches(other)}

duration, fingerprint = acoustid.fingerprint_file(other)
mbid = "5f0d8649-1f89-44f7-91af-4c0dbee81f28"
submitted = acoustid.submit(
    "key",
    "user",
    {"fingerprint": fingerprint, "duration": duration, "mbid": mbid, "track": "Other", "artist": "Ash"},
)
number = submitted["submissions"][0]["id"]
status = None
while status is None or status["status"] == "pending":
    status = acoustid.get_submission_status("key", number)["submissions"][0]
answers["submitted"] = submitted
answers["status"] = status
answers["afterwards"] = matches(other)
answers["lookup"] = acoustid.lookup("key", fingerprint, duration, meta=["recordings", "sources"])
answers["refused"] = failure(lambda: acoustid.submit("key", "user", {"fingerprint": "AQAB", "duration": 5}))

log = getLogger("test")
log.setLevel(logging.CRITICAL)
path = known.encode()
chroma.acoustid_match(log, path)
answers["chroma"] = {"matches": chroma._matches.get(path), "id": chroma._acoustids.get(path)}
json.dump(answers, sys.stdout)
