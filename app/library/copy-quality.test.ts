import { expect, it } from 'vitest';
import { COPY_QUALITY } from './copy-quality.ts';
import { memoryLibrary } from './testing-library.ts';

it('prefers lossless copies, deep ones, fast ones, and lossy ones with more bits per second', () => {
  const library = memoryLibrary();
  const lossy = { codec: 'mp3', lossless: false, bitsPerSample: null } as const;
  library.add({ ...lossy, name: 'low.mp3', bitrate: 128_000, sampleRate: 48_000 });
  library.add({ name: '24-44.flac', bitsPerSample: 24 });
  library.add({ ...lossy, name: 'high.mp3', bitrate: 320_000 });
  library.add({ name: '16-96.flac', sampleRate: 96_000 });
  library.add({ name: '16-44.flac', bitrate: 1 });
  library.add({ name: '24-96.flac', bitsPerSample: 24, sampleRate: 96_000 });
  library.add({ name: 'unknown.flac', bitsPerSample: null });
  expect(
    library.connection
      .prepare<[], Buffer>(`SELECT name FROM file ORDER BY ${COPY_QUALITY} DESC`)
      .pluck()
      .all()
      .map(String),
  ).toEqual(['24-96.flac', '24-44.flac', '16-96.flac', '16-44.flac', 'unknown.flac', 'high.mp3', 'low.mp3']);
});
