/** What the analysis found about the sound itself: `app/audio/quality`. One check for each finding but `truncated`. */
import type { HealthSeverity } from '../../model/health.ts';
import type { SoundFinding } from '../../model/sound-quality.ts';
import type { CheckWords, HealthCheck } from '../check.ts';
import { fileFinder, READABLE } from '../row-finder.ts';

function soundCheck(finding: SoundFinding, severity: HealthSeverity, words: CheckWords): HealthCheck {
  const where = `sound_finding.finding = '${finding}' AND ${READABLE}`;
  const more = 'JOIN sound_finding ON sound_finding.file_id = file.id';
  return {
    name: finding,
    group: 'sound',
    severity,
    words,
    finder: fileFinder(where, 'sound_finding.words', 'NULL', more),
  };
}

/** The end of an advice on what is a guess. */
const LOOK = 'descant health --spectrum ID draws its mean spectrum';

export const soundChecks: readonly HealthCheck[] = [
  soundCheck('lossy', 'warning', {
    title: 'Lossy sound in lossless files',
    one: 'lossless file holds sound that was compressed with loss',
    several: 'lossless files hold sound that was compressed with loss',
    advice: `get the recording from a better source, or keep the smaller lossy file; ${LOOK}`,
  }),
  soundCheck('upsampled', 'notice', {
    title: 'Upsampled sound',
    one: 'file states a higher resolution than its sound has',
    several: 'files state a higher resolution than their sound has',
    advice: `the sound is whole, the file larger than it need be; ${LOOK}`,
  }),
  soundCheck('clipped', 'notice', {
    title: 'Clipped sound',
    one: 'file has peaks that are cut flat',
    several: 'files have peaks that are cut flat',
    advice: 'look for another pressing or master: what is cut off cannot be made whole',
  }),
  soundCheck('silent', 'warning', {
    title: 'Silent tracks',
    one: 'track is silent from beginning to end',
    several: 'tracks are silent from beginning to end',
    advice: 'rip or download the track again, unless it is meant to be silent',
  }),
  soundCheck('padded', 'notice', {
    title: 'Long silence',
    one: 'track begins or ends with long silence',
    several: 'tracks begin or end with long silence',
    advice: 'nothing is wrong with the file; there may be a hidden track behind the silence',
  }),
  soundCheck('onesided', 'warning', {
    title: 'Silent channels',
    one: 'track has a silent channel',
    several: 'tracks have a silent channel',
    advice: 'rip it again if the original is stereo: a plug or a cable may have been loose',
  }),
];
