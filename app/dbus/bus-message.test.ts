import { describe, expect, it } from 'vitest';
import { BusError } from './bus-error.ts';
import { formatMessage, HEAD_BYTES, messageLength, MOST_BYTES, parseMessage, type BusMessage } from './bus-message.ts';

const CALL: BusMessage = {
  kind: 'call',
  serial: 7,
  isSilent: false,
  path: '/org/mpris/MediaPlayer2',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  destination: 'org.mpris.MediaPlayer2.descant',
  sender: ':1.5',
  signature: 'ss',
  body: ['org.mpris.MediaPlayer2.Player', 'Position'],
};

/** As many pseudo-random numbers below `below` as are asked for, the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 16_807) % 2_147_483_647;
    return state % below;
  };
}

describe('a message of the bus', () => {
  it.each<BusMessage>([
    CALL,
    { ...CALL, isSilent: true },
    { kind: 'answer', serial: 1, isSilent: false, answers: 7, signature: 'v', body: [{ type: 'x', value: 9 }] },
    { kind: 'error', serial: 2, isSilent: false, answers: 7, errorName: 'org.x.Error', signature: 's', body: ['no'] },
    { kind: 'signal', serial: 3, isSilent: false, path: '/a', interface: 'a.b', member: 'C', body: [] },
  ])('is read as it was written: %j', (message) => {
    const bytes = formatMessage(message);
    expect(messageLength(bytes.subarray(0, HEAD_BYTES))).toBe(bytes.length);
    expect(parseMessage(bytes)).toEqual(message);
  });

  it('is refused where it is too long, of another version, or no message', () => {
    const bytes = formatMessage(CALL);
    const changed = (at: number, value: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy.writeUInt32LE(value, at);
      return copy;
    };
    expect(() => messageLength(changed(4, MOST_BYTES))).toThrow('is too long');
    expect(() => messageLength(Buffer.alloc(HEAD_BYTES))).toThrow('no byte order');
    const other = Buffer.from(bytes);
    other[3] = 2;
    expect(() => parseMessage(other)).toThrow('version 2');
  });

  it('is read or refused whatever its bytes are', () => {
    const bytes = formatMessage(CALL);
    for (let seed = 1; seed <= 3000; seed += 1) {
      const random = numbers(seed);
      const hostile = Buffer.from(bytes.subarray(0, seed % 3 === 0 ? random(bytes.length) : bytes.length));
      for (let change = random(8); change >= 0 && hostile.length > 1; change -= 1) {
        hostile[1 + random(hostile.length - 1)] = random(256);
      }
      try {
        if (hostile.length >= HEAD_BYTES) messageLength(hostile);
        parseMessage(hostile);
      } catch (error) {
        expect(error, `seed ${seed}`).toBeInstanceOf(BusError);
      }
    }
  });
});
