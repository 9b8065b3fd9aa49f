/** Proves that a saved file has the audio of the file that was served, in the way of its format. */
import type { AudioSide } from '../formats/audio-comparison.ts';
import { formatOf } from '../formats/formats.ts';

export type { AudioSide } from '../formats/audio-comparison.ts';

/** Whether both files are of one format and have the same audio. */
export async function isSameAudio(served: AudioSide, saved: AudioSide): Promise<boolean> {
  if (served.layout.container !== saved.layout.container) return false;
  return (await formatOf(served.layout.container)?.compareAudio(served, saved)) ?? false;
}
