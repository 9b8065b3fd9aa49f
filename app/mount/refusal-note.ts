/**
 * The note beside a file in the quarantine: which save was refused, and why. The mount writes it before it tells the
 * service, which deletes it once the database has the save. So no refused save is lost when the service is down, is
 * killed, or cannot write.
 */
import { readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { RefusedSave } from '../../fuse/overlay/edit-sink.ts';
import { integer, nullable, objectOf, text, type Shape } from './message-shape.ts';

/** What a note says. */
export interface RefusalNote extends Omit<RefusedSave, 'kept'> {
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Folder in the library folder for the bytes of refused saves. */
export const QUARANTINE = 'quarantine';

export const NOTE_EXTENSION = '.json';

const SHAPE: Shape<RefusalNote> = {
  at: integer,
  trackId: nullable(integer),
  path: text,
  author: text,
  reason: text,
};
const isNote = objectOf<RefusalNote>(SHAPE);

/** @param kept path of the file in the quarantine */
export async function writeRefusalNote(kept: string, note: RefusalNote): Promise<void> {
  await writeFile(kept + NOTE_EXTENSION, JSON.stringify(note), { mode: 0o600 });
}

/** @returns `null` where there is no complete note */
export function readRefusalNote(kept: string): RefusalNote | null {
  try {
    const note: unknown = JSON.parse(readFileSync(kept + NOTE_EXTENSION, 'utf8'));
    return isNote(note) ? note : null;
  } catch {
    return null;
  }
}

export function removeRefusalNote(kept: string): void {
  rmSync(kept + NOTE_EXTENSION, { force: true });
}
