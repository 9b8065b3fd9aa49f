/** Merges and splits of recordings, and their MusicBrainz ids: what would change, the change, and its Undo. */
import type { RecordingEdit } from '../../app/model/recordings.ts';
import { showToast } from '../messages/toasts.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';
import { undo } from './edit-tracks.ts';
import { tracksChanged } from './follow-events.ts';

export type RecordingChange =
  /** By their gids. */
  | { readonly kind: 'merge'; readonly recordings: readonly string[] }
  /** Tracks of one recording. */
  | { readonly kind: 'split'; readonly tracks: readonly number[] };

/** What would change, with the titles of the tracks that were found alike. @throws what the service refuses */
export async function previewRecordings(change: RecordingChange, signal: AbortSignal): Promise<PreviewedEdit> {
  const edit = await call(change, true, signal);
  const ids = edit.alike === null ? [] : [...edit.alike.tracks];
  const rows = ids.length === 0 ? [] : await service.tracks.rows.query({ ids }, { signal });
  return { edit, titles: new Map(rows.map(({ id, title, fileName }) => [id, title || fileName])) };
}

export interface PreviewedEdit {
  readonly edit: RecordingEdit;
  readonly titles: ReadonlyMap<number, string>;
}

/** Changes recordings. What becomes of it is shown as a message. */
export async function editRecordings(change: RecordingChange): Promise<void> {
  try {
    const { batch, tracks } = await call(change, false);
    tell(
      batch,
      change.kind === 'merge' ? t('One recording now') : t('{{count}} tracks taken out', { count: tracks.length }),
    );
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** Says that a MusicBrainz id does not belong to a recording, or takes that back. */
export async function disableMbid(recording: string, mbid: string, disabled: boolean): Promise<void> {
  try {
    const { batch } = await service.recordings.disableMbid.mutate({ recording, mbid, disabled });
    tell(batch, disabled ? t('MusicBrainz id disabled') : t('MusicBrainz id enabled'));
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** How alike their tracks sound, as a sentence. */
export function alikeWords({ edit: { alike }, titles }: PreviewedEdit): string {
  if (alike === null) return t('No comparison has found their tracks alike.');
  const [one, other] = alike.tracks.map((id) => titles.get(id) ?? String(id)) as [string, string];
  const values = { one, other, percent: Math.round(100 * alike.score) };
  return alike.kind === 'part'
    ? t('“{{one}}” is a part of “{{other}}”: alike by {{percent}} %.', values)
    : t('“{{one}}” and “{{other}}” are alike by {{percent}} %.', values);
}

function call(change: RecordingChange, dryRun: boolean, signal?: AbortSignal): Promise<RecordingEdit> {
  const options = signal === undefined ? {} : { signal };
  return change.kind === 'merge'
    ? service.recordings.merge.mutate({ recordings: [...change.recordings], dryRun }, options)
    : service.recordings.split.mutate({ tracks: [...change.tracks], dryRun }, options);
}

function tell(batch: number | null, words: string): void {
  tracksChanged([], 'now');
  if (batch === null) showToast(t('Nothing changed.'));
  else showToast(words, { action: { label: t('Undo'), run: () => void undo(batch) } });
}
