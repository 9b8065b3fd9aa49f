import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { audioDifference, type AudioFile } from './testing/audio-difference.ts';
import type { Layout, Tags } from './layout.ts';
import { planFile } from './plan-file.ts';
import type { PlacedPicture } from './plan.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, ENCODINGS, makePicture, run, type Encoding } from './testing/audio.ts';
import { planFiles, renderPlan, strictSource } from './testing/sources.ts';

/** Debian's kid3-cli is TagLib with a command line. */
const hasTagLib = spawnSync('kid3-cli', ['-h']).status === 0;

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const TAGS: Tags = {
  title: ['Ænima Ночь 夜 🎵'],
  artist: ['AC/DC', 'Björk'],
  album: ['An Album'],
  genre: ['Folk'],
  date: ['2004-05-06'],
  comment: ['A comment'],
  tracknumber: ['3'],
  totaltracks: ['12'],
  composer: ['A Composer'],
  conductor: ['A Conductor'],
  lyrics: ['First line\nsecond line'],
  bpm: ['120'],
  isrc: ['USRC17607839'],
  musicbrainz_albumid: ['1f7b7fc7-5a1c-4bd2-9ef6-1f4a0d2c2d10'],
  replaygain_track_gain: ['-7.89 dB'],
};

/** What kid3 calls the fields, in every format. */
const EXPECTED: Readonly<Record<string, string>> = {
  title: 'Ænima Ночь 夜 🎵',
  album: 'An Album',
  genre: 'Folk',
  date: '2004-05-06',
  comment: 'A comment',
  composer: 'A Composer',
  conductor: 'A Conductor',
  lyrics: 'First line\nsecond line',
  bpm: '120',
  isrc: 'USRC17607839',
  replaygain_track_gain: '-7.89 dB',
};

/** All frames that TagLib finds: lower-case names, values of one name joined. */
function frames(path: string): Map<string, string> {
  const { result } = JSON.parse(run('kid3-cli', ['-c', '{"method":"get","params":["all"]}', path])) as {
    result: { taggedFile: Record<string, { frames?: { name: string; value: string }[] }> };
  };
  const found = new Map<string, string>();
  for (const tag of Object.values(result.taggedFile)) {
    for (const { name, value } of tag.frames ?? []) {
      const key = name.toLowerCase();
      found.set(key, found.has(key) ? `${found.get(key) ?? ''}|${value}` : value);
    }
  }
  return found;
}

function audioFile(path: string): AudioFile {
  const bytes = readFileSync(path);
  return { layout: readLayout(strictSource(bytes)) as Layout, source: strictSource(bytes) };
}

/** TagLib does not know RF64. */
const encodings = (Object.keys(ENCODINGS) as Encoding[]).filter((encoding) => encoding !== 'RF64');

let image: Buffer | undefined;
const frontCover = (): Buffer => (image ??= makePicture(folder, 'front.jpg', 200));

describe.skipIf(!hasTagLib).each(encodings)('to TagLib, a planned %s file', (encoding) => {
  let layout: Layout;
  let planned = '';
  beforeEach(() => {
    const bytes = folder.bytesOf(encoding);
    const front = frontCover();
    const picture: PlacedPicture = {
      type: 3,
      mime: 'image/jpeg',
      description: '',
      width: 200,
      height: 200,
      depth: 24,
      length: front.length,
      body: { kind: 'blob', path: 'front', offset: 0, length: front.length },
    };
    layout = readLayout(strictSource(bytes)) as Layout;
    const plan = planFile({ layout, tags: TAGS, pictures: [picture] }, planFiles(bytes, { front }));
    planned = folder.pathOf(encoding).replace(/\.(\w+)$/, '.planned.$1');
    writeFileSync(planned, renderPlan(plan, bytes, { front }));
  });

  it('has its fields', () => {
    const found = frames(planned);
    for (const [name, value] of Object.entries(EXPECTED)) expect([name, found.get(name)]).toEqual([name, value]);
    expect(found.get('track number')).toMatch(/^3(\/12)?$/);
    expect(found.get('musicbrainz album id') ?? found.get('musicbrainz_albumid')).toBe(
      TAGS['musicbrainz_albumid']?.[0],
    );
    // Of an APEv2 item, kid3 shows the first value with TagLib 1, and all of them with TagLib 2.
    const shown = layout.container === 'wavpack' ? ['AC/DC', 'AC/DC|Björk'] : ['AC/DC|Björk'];
    expect(shown).toContain(found.get('artist'));
  });

  it('has its picture, identical to the byte', () => {
    const out = `${planned}.jpg`;
    run('kid3-cli', ['-c', `get picture:${out}`, planned]);
    expect(readFileSync(out).equals(frontCover())).toBe(true);
  });

  it('can be edited, and the audio stays the same', () => {
    const edited = planned.replace('.planned.', '.edited.');
    copyFileSync(planned, edited);
    run('kid3-cli', ['-c', `set title ${'y'.repeat(20_000)}`, '-c', 'save', edited]);
    const before = audioFile(planned);
    const after = audioFile(edited);
    expect(audioDifference(before, after)).toBeNull();
    expect(after.layout.tags).toEqual({ ...before.layout.tags, title: ['y'.repeat(20_000)] });
  });
});
