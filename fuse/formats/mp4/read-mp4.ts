/**
 * Reads MP4 and M4A files: the `moov` atom wherever it stands, and the tags in its `udta/meta/ilst`.
 *
 * Everything of the file but the tags is kept: the layout lists the parts in file order (`ftyp`, `moov/…`,
 * `udta/…`, `meta/…`, `ilst/…`). Fragmented files are not read here.
 */
import type { ByteRange, KeptPart, Layout, PictureRef } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import type { Window } from '../window.ts';
import { atomAt, findAtom, type Atom } from './atoms.ts';
import { readIlst, type IlstContent } from './read-ilst.ts';
import { readTrack, type SoundTrack } from './read-track.ts';

/** What a header writer has to know of an MP4 file. */
export interface Mp4Detail {
  /** The whole `moov` atom. */
  readonly moov: ByteRange;
  /** Bytes of padding atoms directly behind `moov`. */
  readonly room: number;
  /** Whole `mdat` atoms. */
  readonly mdat: readonly ByteRange[];
  /** Whether something keeps atoms from being put at the end: an `mdat` without a true length, or bytes that are no atom. */
  readonly openEnd: boolean;
  /** Size of the file. */
  readonly size: number;
}

/** Padding has these names. */
const PADDING = new Set(['free', 'skip']);

/** `null` for fragmented files and files without sound. */
export function readMp4(window: Window): Layout | null {
  const top = readTopLevel(window);
  if (top === null) return null;
  const { moov, mdat, room, openEnd } = top;
  const first = mdat[0];
  if (moov === null || first === undefined) {
    throw new LayoutError('The MP4 file is incomplete: its index or its audio is missing.');
  }
  const content: IlstContent = { tags: new TagCollector(), pictures: [], kept: top.kept };
  const sound = readMoov(window, moov, content);
  if (sound === null) return null;
  const audio = { offset: first.body, length: first.end - first.body };
  const lossless = sound.codec === 'alac' || sound.codec === 'flac' || sound.codec === 'pcm';
  const detail: Mp4Detail = { moov: rangeOf(moov), room, mdat: mdat.map(rangeOf), openEnd, size: window.size };
  return {
    container: 'mp4',
    properties: {
      codec: sound.codec,
      duration: sound.duration,
      sampleRate: sound.sampleRate,
      channels: sound.channels,
      ...(lossless ? { bitsPerSample: sound.bitsPerSample } : {}),
      bitrate: sound.duration === 0 ? 0 : Math.round((audio.length * 8) / sound.duration),
      lossless,
    },
    audio,
    tags: content.tags.finish(),
    pictures: content.pictures as readonly PictureRef[],
    kept: content.kept,
    detail: { ...detail, ...content.tags.nameDetail() },
  };
}

interface TopLevel {
  moov: Atom | null;
  room: number;
  mdat: Atom[];
  openEnd: boolean;
  kept: KeptPart[];
}

function readTopLevel(window: Window): TopLevel | null {
  const top: TopLevel = { moov: null, room: 0, mdat: [], openEnd: false, kept: [] };
  let end = 0;
  for (let atom = topAtom(window, 0); atom !== null; atom = topAtom(window, end)) {
    if (atom.name === 'moof') return null;
    if (atom.name === 'moov') top.moov ??= atom;
    else if (atom.name === 'mdat') {
      top.mdat.push(atom);
      top.openEnd = atom.isOpen;
    } else if (atom.name === 'ftyp') top.kept.push({ kind: 'ftyp', range: rangeOf(atom) });
    else if (PADDING.has(atom.name) && top.moov !== null && atom.offset === top.moov.end + top.room) {
      top.room += atom.end - atom.offset;
    }
    ({ end } = atom);
  }
  if (end !== window.size) top.openEnd = true;
  return top;
}

interface TopAtom extends Atom {
  /** Whether it does not state the length that it has. */
  readonly isOpen: boolean;
}

/** The atom at `position`; `null` where there is none. */
function topAtom(window: Window, position: number): TopAtom | null {
  const atom = atomAt(window, position, window.size);
  if (atom === null) return cutOff(window, position);
  return { ...atom, isOpen: window.bytes.readUInt32BE(window.at(position, 4)) === 0 };
}

/** An `mdat` that claims more than the file has, as an interrupted copy leaves it: it goes to the end. */
function cutOff(window: Window, position: number): TopAtom | null {
  if (window.magic(position + 4) !== 'mdat') return null;
  const isWide = window.bytes.readUInt32BE(window.at(position, 4)) === 1;
  const body = Math.min(position + (isWide ? 16 : 8), window.size);
  return { name: 'mdat', offset: position, body, end: window.size, isOpen: true };
}

function rangeOf(atom: Atom): ByteRange {
  return { offset: atom.offset, length: atom.end - atom.offset };
}

function readMoov(window: Window, moov: Atom, content: IlstContent): SoundTrack | null {
  let sound: SoundTrack | null = null;
  for (let atom = atomAt(window, moov.body, moov.end); atom !== null; atom = atomAt(window, atom.end, moov.end)) {
    if (atom.name === 'mvex') return null;
    if (atom.name === 'udta') {
      readUserData(window, atom, content);
      continue;
    }
    if (atom.name === 'trak') {
      const track = readTrack(window, atom);
      sound ??= track;
    }
    if (!PADDING.has(atom.name)) content.kept.push({ kind: `moov/${atom.name}`, range: rangeOf(atom) });
  }
  return sound;
}

function readUserData(window: Window, udta: Atom, content: IlstContent): void {
  for (let atom = atomAt(window, udta.body, udta.end); atom !== null; atom = atomAt(window, atom.end, udta.end)) {
    if (atom.name === 'meta') readMeta(window, atom, content);
    else if (!PADDING.has(atom.name)) content.kept.push({ kind: `udta/${atom.name}`, range: rangeOf(atom) });
  }
}

function readMeta(window: Window, meta: Atom, content: IlstContent): void {
  // iTunes' meta has four bytes of version and flags; QuickTime's has none.
  const body = findAtom(window, meta.body + 4, meta.end, 'hdlr') === null ? meta.body : meta.body + 4;
  for (let atom = atomAt(window, body, meta.end); atom !== null; atom = atomAt(window, atom.end, meta.end)) {
    if (atom.name === 'ilst') readIlst(window, atom, content);
    else if (!PADDING.has(atom.name)) content.kept.push({ kind: `meta/${atom.name}`, range: rangeOf(atom) });
  }
}
