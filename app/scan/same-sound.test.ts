import { expect, it } from 'vitest';
import { hasSameAudio, isSameSound, type FoundSound, type KnownSound } from './same-sound.ts';

const [A, B] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
const KNOWN: KnownSound = { codec: 'flac', duration: 10, audioKey: A, audioLength: 500 };

type Found = {
  codec?: string;
  duration?: number;
  audioKey?: Buffer | null;
  audioLength?: number | null;
  error?: string;
};

function found({ error, ...sound }: Found): FoundSound {
  return { codec: 'flac', duration: 10, audioKey: A, audioLength: 500, ...sound, error: error ?? null };
}

it.each<[string, Partial<KnownSound>, Found, same: boolean, audio: boolean]>([
  ['equal keys, whatever else is read differently', {}, { duration: 99, audioLength: 1, codec: 'x' }, true, true],
  ['different keys', {}, { audioKey: B }, false, false],
  [
    'different keys of files whose audio is not told from their tags',
    { audioLength: null },
    { audioKey: B, audioLength: null },
    true,
    false,
  ],
  [
    'such files of different lengths',
    { audioLength: null },
    { audioKey: B, audioLength: null, duration: 10.05 },
    false,
    false,
  ],
  [
    'such files of nearly the same length',
    { audioLength: null },
    { audioKey: B, audioLength: null, duration: 10.049 },
    true,
    false,
  ],
  [
    'such files of different codecs',
    { audioLength: null },
    { audioKey: B, audioLength: null, codec: 'x' },
    false,
    false,
  ],
  ['a file whose audio is told now, and was not', { audioLength: null }, { audioKey: B }, true, false],
  ['a file whose audio is not told now, and was', {}, { audioKey: B, audioLength: null }, true, false],
  ['no key yet, and the same length of audio', { audioKey: null }, {}, true, true],
  ['no key yet, and another length of audio', { audioKey: null }, { audioLength: 501 }, false, false],
  ['no key yet, and another codec', { audioKey: null }, { codec: 'x' }, false, false],
  ['no key yet, and another duration', { audioKey: null }, { duration: 11 }, false, false],
  [
    'a file that could never be read',
    { audioKey: null, codec: '', audioLength: null, duration: 0 },
    { audioKey: B },
    true,
    false,
  ],
  ['a broken file that had a sound', { codec: '', audioLength: null, duration: 0 }, { audioKey: B }, false, false],
  [
    'a file that is broken now',
    {},
    { audioKey: null, audioLength: null, codec: '', duration: 0, error: 'cut' },
    true,
    false,
  ],
])('%s', (_, known, file, same, audio) => {
  expect(isSameSound({ ...KNOWN, ...known }, found(file))).toBe(same);
  expect(hasSameAudio({ ...KNOWN, ...known }, found(file))).toBe(audio);
});
