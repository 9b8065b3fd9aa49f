/** `descant health --spectrum ID`: what the sound of one track says about its quality, with its mean spectrum. */
import { readNumber } from './command-line.ts';
import type { Api } from './connect.ts';
import { printJson, printLines } from './output.ts';
import { spectrumLines } from './spectrum-picture.ts';

/** @returns the exit code: 1 where the sound was not measured */
export async function printSpectrum(api: Api, track: string, json: boolean): Promise<number> {
  const id = readNumber('--spectrum', track, 1);
  const { artist, title, path, quality, analysis } = await api.tracks.get.query({ id });
  const name = [artist, title].filter((one) => one !== '').join(' – ');
  if (json) {
    printJson({ id, path, sound: quality });
  } else if (quality === null) {
    const reason = analysis === 'pending' ? 'the track is still to be analysed' : 'its sound could not be measured';
    printLines([`${path}: ${reason}`]);
  } else {
    printLines([`${id}  ${name}`, path, '', ...spectrumLines(quality)]);
  }
  return quality === null ? 1 : 0;
}
