/**
 * The settings of the library that the player follows: loudness, and joining the tracks of an album. They may be changed
 * here, on another page, or by `descant config`. Until the service has told them, what this browser kept is in force.
 */
import { QueryObserver } from '@tanstack/react-query';
import { create } from 'zustand';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { USUAL_LOUDNESS, type LoudnessRules } from './gain.ts';
import { usePlayer } from './player-state.ts';
import type { GainMode } from './remembered-playback.ts';

interface SoundSettings extends LoudnessRules {
  readonly gapless: boolean;
}

export const useSoundSettings = create<SoundSettings>()(() => ({ ...USUAL_LOUDNESS, gapless: true }));

/** Changes of the mode that the service has not stored yet: what it tells meanwhile is older. */
let storing = 0;

/** Makes tracks equally loud in another way, here and in the library. */
export async function chooseGainMode(gainMode: GainMode): Promise<void> {
  usePlayer.setState({ gainMode });
  storing += 1;
  try {
    await service.settings.set.mutate({ name: 'playback.gain', value: gainMode });
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
  storing -= 1;
  await queries.invalidateQueries(api.settings.get.pathFilter());
}

/** Follows the settings from now on. @param changed called when what plays has to be played in another way */
export function followSoundSettings(changed: () => void): void {
  new QueryObserver(queries, api.settings.get.queryOptions()).subscribe(({ data, isFetching }) => {
    if (data === undefined || isFetching) return;
    if (storing === 0) usePlayer.setState({ gainMode: data['playback.gain'] });
    const told: SoundSettings = {
      preamp: data['playback.preamp'],
      withoutGain: data['playback.without-gain'],
      preventsClipping: data['playback.no-clipping'],
      gapless: data['playback.gapless'],
    };
    const now = useSoundSettings.getState();
    if ((Object.keys(told) as (keyof SoundSettings)[]).every((name) => told[name] === now[name])) return;
    useSoundSettings.setState(told);
    changed();
  });
}
