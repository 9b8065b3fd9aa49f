import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, type ExportedTrack } from '../model/export.ts';
import { exportFormat, type ExportFormat } from './export-formats.ts';

const TRACK: ExportedTrack = {
  id: 7,
  path: '/music/one, two.flac',
  missingSince: null,
  addedAt: '2024-01-01T00:00:00.000Z',
  changedAt: '2024-01-02T00:00:00.000Z',
  editedAt: null,
  scannedAt: '2024-01-03T00:00:00.000Z',
  tags: { title: ['Say "hello"'], artist: ['Ash', 'Lantern'] },
  fileTags: {},
  overrides: { title: ['Say "hello"'], genre: null },
  pictures: [],
  technical: {
    kind: 'FLAC',
    codec: 'flac',
    container: 'flac',
    duration: 12.5,
    sampleRate: 44_100,
    channels: 2,
    bitsPerSample: 16,
    bitrate: 800_000,
    lossless: true,
    size: 1000,
    modifiedAt: '2024-01-01T00:00:00.000Z',
    error: null,
  },
  sound: null,
};
const EDITED: ExportedTrack = {
  ...TRACK,
  history: [
    {
      batch: 3,
      author: 'kid3',
      authorKind: 'program',
      at: '2024-01-02T00:00:00.000Z',
      note: 'two\nlines',
      field: 'genre',
      before: ['Jazz', 'Blues'],
      after: null,
      undoes: null,
      undoneBy: 4,
    },
  ],
};

/** The whole of an export of these pages. */
const written = ({ head, page, foot }: ExportFormat, ...pages: readonly (readonly ExportedTrack[])[]): string =>
  head + pages.map((tracks, i) => page(tracks, i === 0)).join('') + foot;

describe('an export', () => {
  it('has three formats', () => expect(EXPORT_FORMATS).toEqual(['json', 'jsonl', 'csv']));

  it('as JSON is one object, however many pages there are', () => {
    const format = exportFormat('json', false);
    for (const pages of [[[]], [[TRACK]], [[TRACK, TRACK], [TRACK]]]) {
      const { exportedAt, ...rest } = JSON.parse(written(format, ...pages)) as Record<string, unknown>;
      expect(rest).toEqual({ format: 'descant-export', version: 1, tracks: pages.flat() });
      expect(new Date(exportedAt as string).toISOString()).toBe(exportedAt);
    }
  });

  it('as JSON lines is one object per line', () => {
    const lines = written(exportFormat('jsonl', false), [TRACK], [EDITED]).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([TRACK, EDITED]);
  });

  it('as CSV is one row per track, quoted where it has to be', () => {
    const [head, row, end] = written(exportFormat('csv', false), [TRACK]).split('\r\n');
    expect(head).toBe(
      'id,title,artist,album,albumartist,genre,date,tracknumber,totaltracks,discnumber,totaldiscs,composer,length,kind,bitrate,' +
        'samplerate,bitdepth,channels,size,bpm,key,added,edited,editedfields,missing,error,path,pathbase64',
    );
    expect(row).toBe(
      '7,"Say ""hello""",Ash; Lantern,,,,,,,,,,12.5,FLAC,800000,44100,16,2,1000,,,2024-01-01T00:00:00.000Z,,title; genre,,,"/music/one, two.flac",',
    );
    expect(end).toBe('');
  });

  it('as CSV has the sound, the edit and the bytes of the path where they are known', () => {
    const sound = {
      analysedAt: '',
      error: null,
      bpm: 120,
      key: 'A minor',
      spectralCentroid: 1,
      spectralBandwidth: 1,
      rmsEnergy: 1,
    };
    const track = { ...TRACK, sound, editedAt: 'E', pathBase64: 'AA==' };
    const [, row] = written(exportFormat('csv', false), [track]).split('\r\n');
    expect(row).toContain(',120,A minor,2024-01-01T00:00:00.000Z,E,');
    expect(row!.endsWith(',AA==')).toBe(true);
  });

  it('as CSV with the history is one row per edit', () => {
    const text = written(exportFormat('csv', true), [EDITED, TRACK]);
    expect(text).toBe(
      'id,path,pathbase64,batch,author,time,field,before,after,note,undoneby\r\n' +
        '7,"/music/one, two.flac",,3,kid3,2024-01-02T00:00:00.000Z,genre,Jazz; Blues,,"two\nlines",4\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('as CSV has no formula from the text %j', (title) => {
    const track = { ...TRACK, tags: { title: [title], artist: [`a${title}`] } };
    const [row] = exportFormat('csv', false).page([track], true).split('\r\n');
    const cell = (text: string): string => (text.includes('\r') ? `"${text}"` : text);
    expect(row?.startsWith(`7,${cell(`'${title}`)},${cell(`a${title}`)},`)).toBe(true);
    const json = exportFormat('jsonl', false).page([track], true);
    expect(JSON.parse(json)).toMatchObject({ tags: { title: [title] } });
  });

  it('as CSV has numbers below zero as numbers', () => {
    const track = { ...TRACK, technical: { ...TRACK.technical, bitrate: -1 } };
    expect(exportFormat('csv', false).page([track], true)).toContain(',FLAC,-1,');
  });
});
