import { describe, expect, it } from 'vitest';
import { FIELDS } from '../fields/field-table.ts';
import { TAG_MAPPINGS, mappingOf, NUMBER_FIELDS, TOTAL_FIELDS, type FieldMapping } from './tag-mapping.ts';

/** Fields that share a name in a format, because the name holds a number and its total. */
const isShared = ({ field }: FieldMapping): boolean => TOTAL_FIELDS.has(field);

function duplicates(names: readonly string[]): string[] {
  const lower = names.map((name) => name.toLowerCase());
  return lower.filter((name, i) => lower.indexOf(name) !== i);
}

describe('the names of fields in formats', () => {
  it('are those of fields of the field table', () => {
    const known = new Set(FIELDS.map(({ name }) => name));
    expect(TAG_MAPPINGS.map(({ field }) => field).filter((field) => !known.has(field))).toEqual([]);
  });

  it('names each field once, in lower case', () => {
    expect(duplicates(TAG_MAPPINGS.map(({ field }) => field))).toEqual([]);
    expect(TAG_MAPPINGS.filter(({ field }) => field !== field.toLowerCase())).toEqual([]);
  });

  it.each([
    ['Vorbis comments', TAG_MAPPINGS.flatMap(({ vorbis }) => vorbis)],
    ['ID3v2.4', TAG_MAPPINGS.filter((row) => !isShared(row)).map(({ id3 }) => id3)],
    ['APEv2', TAG_MAPPINGS.filter((row) => !isShared(row)).flatMap(({ ape }) => ape)],
    ['RIFF INFO', TAG_MAPPINGS.flatMap(({ riff }) => riff ?? [])],
  ])('gives no name of %s to two fields', (_, names) => {
    expect(duplicates(names)).toEqual([]);
  });

  it('gives no name of MP4 to two fields, where case counts', () => {
    const names = TAG_MAPPINGS.filter((row) => !isShared(row)).map(({ mp4 }) => mp4);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('has names that each format allows', () => {
    for (const { vorbis, id3, id3v23, mp4, ape, riff } of TAG_MAPPINGS) {
      for (const name of vorbis) expect(name).toMatch(/^[ -<>-}]+$/);
      for (const name of [id3, id3v23 ?? id3]) expect(name).toMatch(/^([A-Z][A-Z0-9]{3}|(TXXX|UFID|TIPL):.+)$/);
      expect(mp4 ?? 'data').toMatch(/^(.{4}|----:.+)$/s);
      for (const name of ape) expect(name).toMatch(/^[ -~]{2,255}$/);
      for (const name of riff ?? []) expect(name).toMatch(/^[A-Z]{4}$/);
    }
  });

  it('says what Picard documents', () => {
    expect(mappingOf('musicbrainz_recordingid')).toMatchObject({
      vorbis: ['MUSICBRAINZ_TRACKID'],
      id3: 'UFID:http://musicbrainz.org',
      mp4: '----:MusicBrainz Track Id',
    });
    expect(mappingOf('musicbrainz_trackid')).toMatchObject({
      vorbis: ['MUSICBRAINZ_RELEASETRACKID'],
      id3: 'TXXX:MusicBrainz Release Track Id',
    });
    expect(mappingOf('albumartist')).toMatchObject({ id3: 'TPE2', mp4: 'aART' });
    expect(mappingOf('movement')).toMatchObject({ vorbis: ['MOVEMENTNAME'], id3: 'MVNM', mp4: '©mvn' });
    expect(mappingOf('something of my own')).toBeUndefined();
  });

  it('pairs numbers with totals that it knows', () => {
    for (const [number, total] of NUMBER_FIELDS) {
      expect(mappingOf(number)?.id3).toMatch(/^[A-Z]{4}$/);
      expect(mappingOf(total)?.id3).toBe(mappingOf(number)?.id3);
    }
  });
});
