"""Prints what mutagen reads from audio files as JSON: one object per file, with native tag names and lists of values."""
import base64
import json
import sys

import mutagen
from mutagen.apev2 import APEv2
from mutagen.id3 import ID3
from mutagen.mp4 import MP4FreeForm, MP4Tags


def id3(tags):
    fields, pictures = {}, []
    add = lambda name, values: fields.setdefault(name, []).extend(str(value) for value in values)
    for frame in tags.values():
        name = frame.FrameID
        if name == 'APIC':
            pictures.append({'type': int(frame.type), 'mime': frame.mime, 'description': frame.desc, 'body': base64.b64encode(frame.data).decode()})
        elif name == 'TXXX':
            add('TXXX:' + frame.desc, frame.text)
        elif name == 'UFID':
            add('UFID:' + frame.owner, [frame.data.decode()])
        elif name == 'COMM':
            add(name + (':' + frame.desc if frame.desc else ''), frame.text)
        elif name == 'USLT':
            add(name + (':' + frame.desc if frame.desc else ''), [frame.text])
        elif name in ('TIPL', 'IPLS'):
            for role, person in frame.people:
                add('TIPL:' + role, [person])
        elif name == 'TMCL':
            add(name, [f'{person} ({role})' if role != 'performer' else person for role, person in frame.people])
        elif name.startswith('W'):
            add(name, [frame.url])
        elif name.startswith('T') or name.startswith('MV') or name == 'GRP1':
            add(name, frame.genres if name == 'TCON' else frame.text)
        else:
            add(name, [repr(frame)])
    return fields, pictures


def mp4(tags):
    fields, pictures = {}, []
    for name, values in tags.items():
        if name == 'covr':
            pictures = [{'mime': 'image/png' if cover.imageformat == 14 else 'image/jpeg', 'body': base64.b64encode(bytes(cover)).decode()} for cover in values]
        elif name in ('trkn', 'disk'):
            fields[name] = [f'{number}/{total}' for number, total in values]
        elif isinstance(values, bool):
            fields[name] = [str(int(values))]
        else:
            text = [bytes(value).decode() if isinstance(value, MP4FreeForm) else str(value) for value in values]
            fields[name.replace('----:com.apple.iTunes:', '----:')] = text
    return fields, pictures


def plain(audio):
    fields, pictures = {}, []
    for name, value in audio.tags or []:
        if name.upper() == 'METADATA_BLOCK_PICTURE':
            pictures.append(picture(mutagen.flac.Picture(base64.b64decode(value))))
        else:
            fields.setdefault(name.upper(), []).append(value)
    return fields, pictures + [picture(block) for block in getattr(audio, 'pictures', [])]


def picture(block):
    return {'type': int(block.type), 'mime': block.mime, 'description': block.desc, 'body': base64.b64encode(block.data).decode()}


def ape(tags):
    fields, pictures = {}, []
    for name, value in tags.items():
        if value.kind == 1 and name.lower().startswith('cover art'):
            pictures.append({'body': base64.b64encode(value.value.split(b'\0', 1)[1]).decode()})
        else:
            fields[name] = list(value)
    return fields, pictures


import mutagen.flac  # noqa: E402

for path in sys.argv[1:]:
    audio = mutagen.File(path)
    tags = audio.tags
    if isinstance(tags, ID3):
        fields, pictures = id3(tags)
    elif isinstance(tags, MP4Tags):
        fields, pictures = mp4(tags)
    elif isinstance(tags, APEv2):
        fields, pictures = ape(tags)
    else:
        fields, pictures = plain(audio)
    print(json.dumps({'kind': type(tags).__name__, 'length': audio.info.length, 'fields': fields, 'pictures': pictures}))
