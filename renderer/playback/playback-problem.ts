/** Why a track cannot be played, in words: the element only says that it failed, the service says why. */
import type { TrackRow } from '../../app/model/tracks.ts';
import { NO_ACCESS } from '../service/client.ts';
import { asSentence } from '../words/sentence.ts';
import { t } from '../words/text.ts';

/** What the service answered when it was asked for the track. */
interface Answer {
  readonly status: number;
  /** Media type of what it sent. */
  readonly type: string;
  /** Its words, where it sent no sound. */
  readonly words: string;
}

/**
 * Asks the service for the first byte of the track and turns what comes back into a sentence.
 * @param stopped whether the track stopped after its begin
 */
export async function playbackProblem(track: TrackRow, stopped: boolean): Promise<string> {
  const canPlay = (type: string): boolean => document.createElement('audio').canPlayType(type) !== '';
  return problemWords(track, stopped, await ask(track.id), canPlay);
}

async function ask(id: number): Promise<Answer | null> {
  try {
    const answer = await fetch(`/media/${id}`, { headers: { range: 'bytes=0-0' } });
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, type, words: answer.ok ? '' : await answer.text() };
  } catch {
    return null;
  }
}

/**
 * @param stopped whether the track stopped after its begin
 * @param answer `null` when the service does not answer
 * @param canPlay whether the browser plays a media type
 */
export function problemWords(
  { title, kind, error, missing }: Pick<TrackRow, 'title' | 'kind' | 'error' | 'missing'>,
  stopped: boolean,
  answer: Answer | null,
  canPlay: (type: string) => boolean,
): string {
  if (answer === null) {
    return t('“{{title}}” cannot be played: the library service does not answer. Start Descant again.', { title });
  }
  if (answer.status === 401) return t('“{{title}}” cannot be played: {{reason}}', { title, reason: t(NO_ACCESS) });
  if (missing || answer.status === 404) {
    return t('“{{title}}” cannot be played: its file is missing. Put the file back, or scan the folder again.', {
      title,
    });
  }
  if (error !== null) return t('“{{title}}” cannot be played: {{reason}}', { title, reason: asSentence(error) });
  if (answer.status >= 400) {
    return t('“{{title}}” cannot be played: {{reason}}', { title, reason: firstLine(answer.words, answer.status) });
  }
  if (stopped) {
    return t('“{{title}}” stops here: the file is damaged here. Skip to the next track, or replace the file.', {
      title,
    });
  }
  return canPlay(answer.type)
    ? t(
        '“{{title}}” cannot be played: its {{kind}} audio is damaged and cannot be decoded. Replace the file, or restore it from a backup.',
        { title, kind },
      )
    : t('“{{title}}” cannot be played: this browser does not support its format ({{kind}}).', { title, kind });
}

function firstLine(text: string, status: number): string {
  const line = text.split('\n')[0]?.trim() ?? '';
  return line === '' || line.startsWith('<') ? t('the service answered {{status}}.', { status }) : line.slice(0, 300);
}
