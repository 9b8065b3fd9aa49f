/**
 * The settings as they are stored, before they are checked: threads that only pass them on need not know their types
 * (`settings.ts`).
 */
import type { Connection } from '../storage/connection.ts';

export interface StoredSetting {
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

/** The settings that have been set. */
export function storedSettings(connection: Connection): StoredSetting[] {
  return connection.prepare<[], StoredSetting>('SELECT key, value FROM setting').all();
}
