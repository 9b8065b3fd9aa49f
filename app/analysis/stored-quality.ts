/** The measured quality of sounds in the database. */
import { findingsOf } from '../audio/quality/findings.ts';
import type { MeasuredQuality } from '../audio/quality/quality-meter.ts';
import type { MeanSpectrum, SoundQuality, SoundReport } from '../model/sound-quality.ts';
import type { Connection } from '../storage/connection.ts';
import { QUALITY_VERSION } from './analysis.ts';

/** What is to be stored of a file: `unknown` for a sound that could not be measured, and is not tried again. */
export type QualityRecord = MeasuredQuality | 'unknown';

/** Stores what was measured, in the transaction of the caller. Files without an analysis are left out. */
export class QualityWriter {
  readonly #write: (fileId: number, record: QualityRecord) => void;

  constructor(connection: Connection) {
    const insert = connection.prepare(`
      INSERT OR REPLACE INTO sound_quality (file_id, version, cut_off, measures, spectrum, highest)
      SELECT @fileId, ${QUALITY_VERSION}, @cutOff, @measures, @spectrum, @highest
      WHERE EXISTS (SELECT 1 FROM analysis WHERE file_id = @fileId)`);
    const addFinding = connection.prepare(
      'INSERT INTO sound_finding (finding, file_id, confidence, words) VALUES (@finding, @fileId, @confidence, @words)',
    );
    this.#write = (fileId, record) => {
      const known = record === 'unknown' ? null : record;
      const { changes } = insert.run({
        fileId,
        cutOff: known?.quality.cutOff ?? null,
        measures: known && JSON.stringify(known.quality),
        spectrum: known && Buffer.from(known.spectrum.levels.map((level) => -2 * level)),
        highest: known?.spectrum.highest ?? null,
      });
      if (known === null || changes === 0) return;
      for (const finding of findingsOf(known.quality)) addFinding.run({ fileId, ...finding });
    };
  }

  write(fileId: number, record: QualityRecord): void {
    this.#write(fileId, record);
  }
}

/** What is known of the sound of a track; null before its analysis, and where it could not be measured. */
export function soundReport(connection: Connection, trackId: number): SoundReport | null {
  const row = connection
    .prepare<[number], { fileId: number; measures: string | null; spectrum: Buffer | null; highest: number | null }>(`
      SELECT sound_quality.file_id AS fileId, measures, spectrum, highest
      FROM track JOIN sound_quality ON sound_quality.file_id = track.file_id WHERE track.id = ?`)
    .get(trackId);
  if (!row || row.measures === null || row.spectrum === null || row.highest === null) return null;
  const spectrum: MeanSpectrum = { levels: Array.from(row.spectrum, (byte) => -byte / 2), highest: row.highest };
  const quality = JSON.parse(row.measures) as SoundQuality;
  return { quality, spectrum, findings: findingsOf(quality) };
}
