import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import type { SoundQuality } from '../model/sound-quality.ts';
import { QUALITY_VERSION } from './analysis.ts';
import { countIncomplete, pendingFiles, storeAnalyses, type AnalysisRecord } from './stored-analyses.ts';
import { soundReport, type QualityRecord } from './stored-quality.ts';
import { measuredQuality } from './testing-quality.ts';

const LOSSY: Partial<SoundQuality> = { cutOff: 16_000, lossy: { encoder: 'MP3', confidence: 0.98 }, mono: true };

let library: MemoryLibrary;
let id: number;
beforeEach(() => {
  library = memoryLibrary();
  id = library.add({ name: 'a.flac' });
});

function store(quality: QualityRecord | undefined, result: AnalysisRecord['result'] = RESULT): void {
  storeAnalyses(library.connection, {
    records: [{ fileId: id, audioHash: Uint8Array.of(1), ...(quality === undefined ? {} : { quality }), result }],
  });
}

const RESULT: AnalysisRecord['result'] = {
  fingerprint: Uint8Array.of(1),
  duration: 60,
  features: { bpm: null, key: null, spectralCentroid: 1, spectralBandwidth: 1, rmsEnergy: 1 },
  embedder: 'e1',
};
const findings = (): unknown[] =>
  library.connection.prepare('SELECT finding, confidence FROM sound_finding ORDER BY finding').all();
const pending = (): unknown[] =>
  pendingFiles(library.connection, 0, 9).map(({ analysed, measured }) => ({ analysed, measured }));

describe('the quality of a sound', () => {
  it('is stored with its findings, and read with words and spectrum', () => {
    const measured = measuredQuality(LOSSY);
    store(measured);
    expect(findings()).toEqual([
      { finding: 'lossy', confidence: 0.98 },
      { finding: 'mono', confidence: 1 },
    ]);
    expect(soundReport(library.connection, id)).toEqual({
      ...measured,
      findings: [
        { finding: 'lossy', confidence: 0.98, words: expect.stringMatching(/MP3 .* 16\.0 kHz/) },
        { finding: 'mono', confidence: 1, words: expect.stringContaining('both channels') },
      ],
    });
  });

  it('is unknown before the analysis, and for tracks that are not there', () => {
    expect([soundReport(library.connection, id), soundReport(library.connection, 99)]).toEqual([null, null]);
  });

  it('replaces what was found before, also where the rest of the analysis holds', () => {
    store(measuredQuality(LOSSY));
    store(measuredQuality({ silence: { start: 12, end: 0, whole: false } }), null);
    expect(findings()).toEqual([{ finding: 'padded', confidence: 1 }]);
    store(measuredQuality());
    expect(findings()).toEqual([]);
  });

  it('is forgotten with the analysis, and left out for a file without one', () => {
    store(measuredQuality(LOSSY), null);
    expect(findings()).toEqual([]);
    store(measuredQuality(LOSSY));
    library.connection.exec('DELETE FROM analysis');
    expect([findings(), soundReport(library.connection, id)]).toEqual([[], null]);
  });
});

describe('a file whose analysis holds', () => {
  it('is measured where no quality of this version is stored, and only that', () => {
    store(undefined);
    expect([pending(), countIncomplete(library.connection)]).toEqual([[{ analysed: true, measured: false }], 1]);
    store(measuredQuality(), null);
    expect([pending(), countIncomplete(library.connection)]).toEqual([[], 0]);
    library.connection.prepare('UPDATE sound_quality SET version = ?').run(QUALITY_VERSION - 1);
    expect([pending(), countIncomplete(library.connection)]).toEqual([[{ analysed: true, measured: false }], 1]);
  });

  it('is not measured again and again where that failed', () => {
    store('unknown');
    expect([pending(), soundReport(library.connection, id)]).toEqual([[], null]);
  });

  it('is not measured where its analysis failed', () => {
    store(undefined, { error: 'too short', code: 'TOO_SHORT' });
    expect([pending(), countIncomplete(library.connection)]).toEqual([[], 0]);
  });
});
