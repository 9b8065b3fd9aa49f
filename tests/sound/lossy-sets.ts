/**
 * The two sets of material of the report on lossy audio in lossless files.
 *
 * - `KNOWN`: thresholds were chosen with its pieces of even numbers; those of odd numbers were looked at while the
 *   detector was made.
 * - `BLIND`: other pieces, encoders, bit rates, first samples and hard cases, put together after the detector was done and
 *   measured once. A detector that was changed because of what it said of this set needs another blind set.
 */
import type { PieceChoice } from './lossy-pieces.ts';

export interface MaterialSet {
  /** In `$CORPUS`. */
  readonly folder: string;
  readonly pieces: PieceChoice;
  /** Encoders: the extension of the encoded file, and ffmpeg's options. */
  readonly encoders: Readonly<Record<string, readonly [extension: string, ...options: string[]]>>;
  /** Treatments by which no audio is lost to an encoder, as ffmpeg's filters. All but `original` are hard cases. */
  readonly harmless: Readonly<Record<string, string>>;
  /** Noise of a record: hiss that falls with frequency, rumble, and clicks. For pieces that are `every` modulo 3. */
  readonly vinyl: { readonly every: number; readonly filter: string };
  /** The first sample of the decoded copies of a piece that is kept. */
  readonly startOf: (piece: number) => number;
}

export const KNOWN: MaterialSet = {
  folder: 'lossy',
  pieces: {
    rendered: [0, 20],
    seeds: [1, 2, 3, 4, 5, 6, 7, 8],
    music: { first: 0, step: 2, most: 24, start: 20 },
    samples: { names: /^(?:loop|ambi|guit|misc|drum|perc|vinyl|tabla)/, pieces: 10 },
    speech: {
      voices: ['en', 'de', 'fr', 'es'],
      text: 'The library tells what the sound itself says of its quality, and nobody is accused without evidence. ',
    },
  },
  encoders: {
    'mp3-128': ['mp3', '-c:a', 'libmp3lame', '-b:a', '128k'],
    'mp3-192': ['mp3', '-c:a', 'libmp3lame', '-b:a', '192k'],
    'mp3-256': ['mp3', '-c:a', 'libmp3lame', '-b:a', '256k'],
    'mp3-320': ['mp3', '-c:a', 'libmp3lame', '-b:a', '320k'],
    'mp3-v0': ['mp3', '-c:a', 'libmp3lame', '-q:a', '0'],
    'mp3-v2': ['mp3', '-c:a', 'libmp3lame', '-q:a', '2'],
    'aac-128': ['m4a', '-c:a', 'aac', '-b:a', '128k'],
    'aac-256': ['m4a', '-c:a', 'aac', '-b:a', '256k'],
    'opus-96': ['opus', '-c:a', 'libopus', '-b:a', '96k'],
    'opus-160': ['opus', '-c:a', 'libopus', '-b:a', '160k'],
    'vorbis-q6': ['ogg', '-c:a', 'libvorbis', '-q:a', '6'],
  },
  harmless: {
    original: 'anull',
    'low-pass-16k': 'aresample=32000:filter_size=128:cutoff=0.97,aresample=44100:filter_size=128:cutoff=0.97',
    'low-pass-19k': 'aresample=38000:filter_size=256:cutoff=0.99,aresample=44100:filter_size=256:cutoff=0.99',
    'low-pass-20k': 'aresample=40000:filter_size=256:cutoff=0.99,aresample=44100:filter_size=256:cutoff=0.99',
    'slow-roll-off': 'lowpass=f=6000:p=2,lowpass=f=9000:p=1',
    'old-mono': 'pan=stereo|c0=.5*c0+.5*c1|c1=.5*c0+.5*c1,highpass=f=150,lowpass=f=4500:p=2,lowpass=f=5500:p=2',
    limited: 'volume=12dB,alimiter=limit=0.98:level=false',
    'rate-48k': 'aresample=48000',
    '24-bit': 'aformat=sample_fmts=s32',
  },
  vinyl: {
    every: 0,
    filter:
      'anoisesrc=d=30:c=pink:r=44100:a=0.006:seed=1[h];anoisesrc=d=30:c=brown:r=44100:a=0.02:seed=2,lowpass=f=40[r];' +
      "aevalsrc='0.4*gt(random(1)\\,0.99985)*(random(2)-0.5)':s=44100:d=30,highpass=f=700[k];" +
      '[0:a]lowpass=f=14000:p=1[m];[m][h][r][k]amix=inputs=4:normalize=0:duration=first,aformat=channel_layouts=stereo',
  },
  startOf: (piece) => (piece % 4 === 2 ? 1000 + 37 * piece : 0),
};

export const BLIND: MaterialSet = {
  folder: 'lossy-blind',
  pieces: {
    rendered: [20, 40],
    seeds: [11, 12, 13, 14, 15, 16],
    music: { first: 1, step: 2, most: 24, start: 55 },
    samples: { names: /^(?:bass|bd|elec|glitch|hat|mehackit|sn)/, pieces: 8 },
    speech: {
      voices: ['it', 'pt', 'sv', 'pl'],
      text: 'Seven grey herons stood by the weir all morning, while the miller counted sacks of barley and oats. ',
    },
  },
  encoders: {
    'mp3-128': ['mp3', '-c:a', 'libmp3lame', '-b:a', '128k', '-joint_stereo', '0'],
    'mp3-160': ['mp3', '-c:a', 'libmp3lame', '-b:a', '160k'],
    'mp3-224': ['mp3', '-c:a', 'libmp3lame', '-b:a', '224k'],
    'mp3-320': ['mp3', '-c:a', 'libmp3lame', '-b:a', '320k', '-compression_level', '0'],
    'mp3-v1': ['mp3', '-c:a', 'libmp3lame', '-q:a', '1'],
    'mp3-abr-190': ['mp3', '-c:a', 'libmp3lame', '-abr', '1', '-b:a', '190k'],
    'mp3-shine-192': ['mp3', '-c:a', 'libshine', '-b:a', '192k'],
    'aac-256': ['m4a', '-c:a', 'aac', '-b:a', '256k', '-aac_coder', 'fast'],
    'aac-192': ['m4a', '-c:a', 'aac', '-b:a', '192k', '-aac_tns', '0'],
    'opus-160': ['opus', '-c:a', 'libopus', '-b:a', '160k', '-vbr', 'off'],
    'opus-128': ['opus', '-c:a', 'libopus', '-b:a', '128k', '-frame_duration', '60'],
    'vorbis-q4': ['ogg', '-c:a', 'libvorbis', '-q:a', '4'],
    'vorbis-q8': ['ogg', '-c:a', 'libvorbis', '-q:a', '8'],
  },
  harmless: {
    original: 'anull',
    'low-pass-15k': 'aresample=30000:filter_size=128:cutoff=0.98,aresample=44100:filter_size=128:cutoff=0.98',
    'low-pass-18k': 'lowpass=f=18000:p=2,lowpass=f=18000:p=2,lowpass=f=18500:p=2',
    'twice-resampled': 'aresample=48000:filter_size=64,aresample=44100:filter_size=64',
    faster: 'atempo=1.07',
    gated: 'agate=threshold=0.02:ratio=20:release=60',
    echo: 'aecho=0.8:0.7:61|97|151:0.35|0.25|0.15',
    quiet: 'volume=-24dB',
    'eight-bit': 'aformat=sample_fmts=u8,aformat=sample_fmts=s16',
    overdriven: 'volume=14dB,asoftclip=type=tanh',
    '24-bit': 'volume=-1.3dB,aformat=sample_fmts=s32',
  },
  vinyl: {
    every: 1,
    filter:
      'anoisesrc=d=30:c=pink:r=44100:a=0.009:seed=21[h];anoisesrc=d=30:c=brown:r=44100:a=0.03:seed=22,lowpass=f=55[r];' +
      "aevalsrc='0.5*gt(random(3)\\,0.9998)*(random(4)-0.5)':s=44100:d=30,highpass=f=900[k];" +
      '[0:a]lowpass=f=12500:p=1[m];[m][h][r][k]amix=inputs=4:normalize=0:duration=first,aformat=channel_layouts=stereo',
  },
  startOf: (piece) => (piece % 2 === 1 ? 0 : 431 + 53 * piece),
};
