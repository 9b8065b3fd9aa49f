/** Sounds for tests: seeded, made by hand, written as WAV. Not part of the application. */

/** Mulberry32: uniform numbers in [0, 1), the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Samples in −1..1 of `seconds` at `rate`, from a function of the time in seconds. */
export function sound(seconds: number, rate: number, value: (time: number) => number): Float64Array {
  return Float64Array.from({ length: Math.round(seconds * rate) }, (_, i) => value(i / rate));
}

/** A sine whose frequency rises exponentially from `low` to `high` Hz. */
export function sweep(seconds: number, rate: number, low = 50, high = 4000): Float64Array {
  const growth = Math.log(high / low) / seconds;
  return sound(seconds, rate, (t) => 0.7 * Math.sin(2 * Math.PI * low * (Math.expm1(growth * t) / growth)));
}

export function noise(seconds: number, rate: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return sound(seconds, rate, () => 1.2 * (random() - 0.5));
}

/**
 * Chords with overtones and decay, one per beat, over a click on each beat: enough like music to have a tempo and a
 * key. `chords` are lists of MIDI notes, played in turn.
 */
export function chordMusic(
  seconds: number,
  rate: number,
  { bpm, chords, seed }: { bpm: number; chords: readonly (readonly number[])[]; seed: number },
): Float64Array {
  const random = seededRandom(seed);
  const beat = 60 / bpm;
  const clicks = Float64Array.from({ length: Math.round(rate / 50) }, () => random() - 0.5);
  return sound(seconds, rate, (t) => {
    const inBeat = t % beat;
    const notes = chords[Math.floor(t / (2 * beat)) % chords.length]!;
    let value = 0;
    for (const note of notes) {
      const frequency = 440 * 2 ** ((note - 69) / 12);
      for (let partial = 1; partial <= 4; partial += 1) {
        value += Math.sin(2 * Math.PI * frequency * partial * t) / partial ** 1.5;
      }
    }
    const decay = Math.exp(-3 * inBeat);
    return (0.5 * decay * value) / notes.length / 1.5 + 0.6 * (clicks[Math.floor(inBeat * rate)] ?? 0);
  });
}

/** Signed 16-bit samples, clipped. */
export function toInt16(samples: Float64Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767))));
}

/** A RIFF WAVE file of 16-bit PCM; `channels` of equal length. */
export function wavFile(rate: number, ...channels: readonly Int16Array[]): Uint8Array {
  const frames = channels[0]!.length;
  const dataBytes = frames * channels.length * 2;
  const file = Buffer.alloc(44 + dataBytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + dataBytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * channels.length * 2, 28);
  file.writeUInt16LE(channels.length * 2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
  for (let frame = 0, at = 44; frame < frames; frame += 1) {
    for (const channel of channels) at = file.writeInt16LE(channel[frame]!, at);
  }
  return file;
}
