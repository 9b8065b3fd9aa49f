"""Sets the title and a long comment of an audio file by mutagen, as a tag editor would. Usage: retag.py FILE TITLE"""

import sys

import mutagen
from mutagen.apev2 import APEv2
from mutagen.id3 import COMM, ID3, TIT2

path, title = sys.argv[1:]
comment = title * 1000
audio = mutagen.File(path)
if audio is None:
    sys.exit(f"mutagen does not know {path}")
if audio.tags is None:
    audio.add_tags()
tags = audio.tags
if isinstance(tags, ID3):
    tags.add(TIT2(encoding=3, text=title))
    tags.add(COMM(encoding=3, lang="eng", text=comment))
elif isinstance(tags, APEv2):
    tags["Title"] = title
    tags["Comment"] = comment
elif type(tags).__name__ == "MP4Tags":
    tags["\xa9nam"] = [title]
    tags["\xa9cmt"] = [comment]
else:
    tags["title"] = title
    tags["comment"] = comment
audio.save()
