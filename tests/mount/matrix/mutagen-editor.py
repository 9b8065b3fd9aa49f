"""A tag editor on mutagen that stays running, as Picard and Quod Libet do: JSON commands in, one line each; answers out.

{"do": "edit", "path": …, "tags": {title, artist, album, date, track, genre, comment}, "picture": PATH, "id3": 3 or 4}
{"do": "read", "path": …}  genre, comment, and the SHA-256 of every picture
"""
import base64
import hashlib
import json
import sys

import mutagen
from mutagen.aiff import AIFF
from mutagen.apev2 import BINARY, APEv2File, APEValue
from mutagen.dsf import DSF
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, COMM, Frames
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover
from mutagen.wave import WAVE

ID3_FILES = (MP3, WAVE, AIFF, DSF)
ID3_NAMES = {'title': 'TIT2', 'artist': 'TPE1', 'album': 'TALB', 'date': 'TDRC', 'track': 'TRCK', 'genre': 'TCON'}
MP4_NAMES = {'title': '©nam', 'artist': '©ART', 'album': '©alb', 'date': '©day', 'genre': '©gen', 'comment': '©cmt'}
APE_NAMES = {'date': 'Year'}
VORBIS_NAMES = {'track': 'TRACKNUMBER', 'comment': 'COMMENT'}
COVER = 'Cover Art (Front)'


def edit(path, tags={}, picture=None, id3=None):
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    image = open(picture, 'rb').read() if picture else None
    if isinstance(file, ID3_FILES):
        for name, value in tags.items():
            frame = COMM(encoding=1, lang='eng', desc='', text=[value]) if name == 'comment' else Frames[ID3_NAMES[name]](encoding=1, text=[value])
            file.tags.setall(frame.FrameID, [frame])
        if image:
            file.tags.setall('APIC', [APIC(encoding=0, mime='image/jpeg', type=3, desc='', data=image)])
        file.save(**({'v2_version': id3} if id3 else {}))
        return
    if isinstance(file, MP4):
        for name, value in tags.items():
            if name == 'track':
                file['trkn'] = [(int(value), 0)]
            else:
                file[MP4_NAMES[name]] = [value]
        if image:
            file['covr'] = [MP4Cover(image, MP4Cover.FORMAT_JPEG)]
    elif isinstance(file, APEv2File):
        for name, value in tags.items():
            file[APE_NAMES.get(name, name.title())] = value
        if image:
            file[COVER] = APEValue(b'cover.jpg\0' + image, BINARY)
    else:
        for name, value in tags.items():
            file[VORBIS_NAMES.get(name, name.upper())] = [value]
        if image:
            block = Picture()
            block.type, block.mime, block.data = 3, 'image/jpeg', image
            if isinstance(file, FLAC):
                file.add_picture(block)
            else:
                file['METADATA_BLOCK_PICTURE'] = [base64.b64encode(block.write()).decode()]
    file.save()


def read(path):
    file = mutagen.File(path)
    tags, found, pictures = file.tags, {}, []
    if isinstance(file, ID3_FILES):
        if tags.getall('TCON'):
            found['genre'] = tags['TCON'].genres[0]
        comments = [frame for frame in tags.getall('COMM') if frame.desc == '']
        if comments:
            found['comment'] = comments[0].text[0]
        pictures = [frame.data for frame in tags.getall('APIC')]
    elif isinstance(file, MP4):
        found = {name: tags[MP4_NAMES[name]][0] for name in ('genre', 'comment') if MP4_NAMES[name] in tags}
        pictures = [bytes(cover) for cover in tags.get('covr', [])]
    elif isinstance(file, APEv2File):
        found = {name: tags[name.title()][0] for name in ('genre', 'comment') if name.title() in tags}
        pictures = [tags[COVER].value.split(b'\0', 1)[1]] if COVER in tags else []
    else:
        # ffmpeg writes its comments as descriptions.
        found = {name: tags[key][0] for name, key in (('genre', 'genre'), ('comment', 'description'), ('comment', 'comment')) if key in tags}
        blocks = file.pictures if isinstance(file, FLAC) else [Picture(base64.b64decode(text)) for text in tags.get('metadata_block_picture', [])]
        pictures = [block.data for block in blocks]
    return {**found, 'pictures': [hashlib.sha256(picture).hexdigest() for picture in pictures]}


for line in sys.stdin:
    command = json.loads(line)
    do = {'edit': edit, 'read': read}[command.pop('do')]
    try:
        answer = {'result': do(**command)}
    except Exception as error:
        answer = {'error': f'{type(error).__name__}: {error}'}
    print(json.dumps(answer), flush=True)
