/** Why a track cannot be played, in words: the element only says that it failed, the service says why. */
import type { TrackRow } from '../../app/model/tracks.ts';

/** Asks the service for the first byte of the track and turns what comes back into a sentence. */
export async function playbackProblem(track: TrackRow, error: MediaError | null): Promise<string> {
  const name = track.title;
  try {
    const answer = await fetch(`/media/${track.id}`, { headers: { range: 'bytes=0-0' } });
    if (answer.status === 404) {
      return `“${name}” cannot be played: its file is missing. Put the file back, or scan the folder again.`;
    }
    if (!answer.ok) return `“${name}” cannot be played: ${firstLine(await answer.text(), answer.status)}`;
  } catch {
    return `“${name}” cannot be played: the library service does not answer. Start Descant again.`;
  }
  return error?.code === MediaError.MEDIA_ERR_DECODE
    ? `“${name}” stops here: the file is damaged here. Skip to the next track, or replace the file.`
    : `“${name}” cannot be played: this browser does not support its format (${track.kind}).`;
}

function firstLine(text: string, status: number): string {
  const line = text.split('\n')[0]?.trim() ?? '';
  return line === '' || line.startsWith('<') ? `the service answered ${status}.` : line.slice(0, 300);
}
