import { describe, expect, it } from 'vitest';
import { DecodeError, type Decoder, type OpenAudio, type SoundCheck } from '../audio/decoder.ts';
import { AnalysisError } from './analysis.ts';
import { checkFile } from './check-file.ts';

const PATH = Buffer.from('/music/a.flac');
const CHECK: SoundCheck = { duration: 3, faults: 0, firstFault: '', checksum: null };

/** A decoder whose files are checked like this, and how often one was closed. */
function decoderOf(check: () => SoundCheck): { decoder: Decoder; closed: () => number } {
  let closed = 0;
  const audio = { check, close: () => (closed += 1) } as unknown as OpenAudio;
  const open = (path: Uint8Array): OpenAudio => {
    expect(path).toBe(PATH);
    return audio;
  };
  return { decoder: { open }, closed: () => closed };
}

describe('checking a file', () => {
  it('gives the result of the decoder, and closes the file', () => {
    const { decoder, closed } = decoderOf(() => CHECK);
    expect(checkFile(decoder, PATH)).toBe(CHECK);
    expect(closed()).toBe(1);
  });

  it('fails with a sentence for users where nothing can be decoded, and closes the file', () => {
    const { decoder, closed } = decoderOf(() => {
      throw new DecodeError('NO_SOUND', 'It has no sound', 'invalid data');
    });
    expect(() => checkFile(decoder, PATH)).toThrow(
      new AnalysisError('DECODE_FAILED', 'It has no sound (invalid data).'),
    );
    expect(() => checkFile(decoder, PATH)).toThrow(expect.objectContaining({ code: 'DECODE_FAILED' }));
    expect(closed()).toBe(2);
  });

  it('fails in the same way where the file cannot be opened', () => {
    const open = (): never => {
      throw new DecodeError('OPEN_FAILED', 'It cannot be opened', '');
    };
    expect(() => checkFile({ open }, PATH)).toThrow(new AnalysisError('DECODE_FAILED', 'It cannot be opened.'));
  });

  it('passes every other error on', () => {
    const error = new TypeError('a mistake');
    const { decoder } = decoderOf(() => {
      throw error;
    });
    expect(() => checkFile(decoder, PATH)).toThrow(error);
  });
});
