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
import { readTrack, type OffsetTable, type SoundTrack } from './read-track.ts';

/** What a header writer has to know of an MP4 file. */
export interface Mp4Detail {
  readonly moov: ByteRange;
  /** Whole `mdat` atoms. */
  readonly mdat: readonly ByteRange[];
  /** Chunk offset tables of all tracks. */
  readonly offsets: readonly OffsetTable[];
  /** Whole top-level atoms other than ftyp, moov, mdat, free and skip. */
  readonly others: readonly ByteRange[];
  readonly size: number;
}

/** Padding has these names. */
const PADDING = new Set(['free', 'skip']);

/** `null` for fragmented files and files without sound. */
export function readMp4(window: Window): Layout | null {
  const top = readTopLevel(window);
  if (top === null) return null;
  const { moov, mdat } = top;
  const first = mdat[0];
  if (moov === null || first === undefined) throw new LayoutError('The MP4 file is incomplete: its index or its audio is missing.');
  const content: IlstContent = { tags: new TagCollector(), pictures: [], kept: top.kept };
  const offsets: OffsetTable[] = [];
  const sound = readMoov(window, moov, content, offsets);
  if (sound === null) return null;
  const audio = { offset: first.body, length: first.end - first.body };
  const lossless = sound.codec === 'alac' || sound.codec === 'flac' || sound.codec === 'pcm';
  const detail: Mp4Detail = { moov: rangeOf(moov), mdat: mdat.map(rangeOf), offsets, others: top.others, size: window.size };
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
  mdat: Atom[];
  kept: KeptPart[];
  others: ByteRange[];
}

function readTopLevel(window: Window): TopLevel | null {
  const top: TopLevel = { moov: null, mdat: [], kept: [], others: [] };
  let position = 0;
  while (position + 8 <= window.size) {
    const atom = atomAt(window, position, window.size) ?? cutOff(window, position);
    if (atom === null) break;
    if (atom.name === 'moof') return null;
    if (atom.name === 'moov') top.moov ??= atom;
    else if (atom.name === 'mdat') top.mdat.push(atom);
    else if (atom.name === 'ftyp') top.kept.push({ kind: 'ftyp', range: rangeOf(atom) });
    else if (!PADDING.has(atom.name)) top.others.push(rangeOf(atom));
    position = atom.end;
  }
  return top;
}

/** An `mdat` that claims more than the file has, as an interrupted copy leaves it: it goes to the end. */
function cutOff(window: Window, position: number): Atom | null {
  if (window.magic(position + 4) !== 'mdat') return null;
  return { name: 'mdat', offset: position, body: position + 8, end: window.size };
}

function rangeOf(atom: Atom): ByteRange {
  return { offset: atom.offset, length: atom.end - atom.offset };
}

function readMoov(window: Window, moov: Atom, content: IlstContent, offsets: OffsetTable[]): SoundTrack | null {
  let sound: SoundTrack | null = null;
  for (let atom = atomAt(window, moov.body, moov.end); atom !== null; atom = atomAt(window, atom.end, moov.end)) {
    if (atom.name === 'mvex') return null;
    if (atom.name === 'udta') {
      readUserData(window, atom, content);
      continue;
    }
    if (atom.name === 'trak') {
      const track = readTrack(window, atom, offsets);
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
