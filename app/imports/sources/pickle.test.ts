import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ImportSourceError } from '../import-source-error.ts';
import { readPickledList, type PickleValue } from './pickle.ts';

/** Debian's Python pickles what the expression says; `Song` is a class of dictionaries. */
function pickled(expression: string, protocol = 2): Buffer {
  const program = [
    'import pickle, sys',
    'class Song(dict): pass',
    `sys.stdout.buffer.write(pickle.dumps(${expression}, ${protocol}))`,
  ];
  return execFileSync('/usr/bin/python3', ['-c', program.join('\n')]);
}

const read = (bytes: Buffer): PickleValue[] => [...readPickledList(bytes)];

describe('readPickledList', () => {
  it.each([2, 3, 4, 5])('reads what Python writes with protocol %i', (protocol) => {
    const bytes = pickled(
      "[Song({b'title': 'Tä', b'~#rating': 0.75, 'n': 300, 'm': -70000, 'l': 10**12, 'k': 5, 'none': None, 'yes': True," +
        " 'no': False, b'path': b'/a\\xff', 't': (1, 2, 3, 4), 's': (1,), 'e': (), 'list': [1, [2]]}), {}]",
      protocol,
    );
    expect(read(bytes)).toEqual([
      new Map<string, unknown>([
        ['title', 'Tä'],
        ['~#rating', 0.75],
        ['n', 300],
        ['m', -70000],
        ['l', 1e12],
        ['k', 5],
        ['none', null],
        ['yes', true],
        ['no', false],
        ['path', Buffer.from('/a\xff', 'latin1')],
        ['t', [1, 2, 3, 4]],
        ['s', [1]],
        ['e', []],
        ['list', [1, [2]]],
      ]),
      new Map(),
    ]);
  });

  it('reads long lists, which Python writes in parts, and texts that are named again', () => {
    const songs = read(pickled("[Song({b'artist': 'One', 'n': i}) for i in range(2500)]"));
    expect(songs).toHaveLength(2500);
    expect(songs.at(-1)).toEqual(
      new Map<string, unknown>([
        ['artist', 'One'],
        ['n', 2499],
      ]),
    );
  });

  it('calls nothing that a pickle names', () => {
    const hostile = Buffer.from('\x80\x02]cos\nsystem\nX\x0c\0\0\0touch /tmp/x\x85Ra.', 'latin1');
    expect(() => read(hostile)).toThrow('it calls os.system, which is not done');
  });

  it.each([
    ['an empty file', Buffer.of(), 'ends too early'],
    ['no list', pickled('{}'), 'it is no list'],
    ['a protocol of texts', pickled('[1]', 0), 'is not known'],
    ['a newer protocol', Buffer.of(0x80, 6), 'newer than 5'],
    ['a length beyond the end', Buffer.from(']X\xff\xff\xff\x7fa', 'latin1'), 'ends too early'],
    ['a value that was not kept', Buffer.from(']h\x07a.', 'latin1'), 'has not kept'],
    ['items without a list', Buffer.from('K\x01K\x02a.', 'latin1'), 'belong to no list'],
    ['items without a mark', Buffer.from(']e.', 'latin1'), 'a mark is missing'],
    ['an object without a class', Buffer.from('])\x81a.', 'latin1'), 'no class'],
  ])('refuses %s', (_, bytes, why) => {
    expect(() => read(bytes)).toThrow(why);
    expect(() => read(bytes)).toThrow(ImportSourceError);
  });

  it('reads or refuses whatever 20 000 damaged pickles hold', () => {
    const sample = pickled("[Song({b'title': 'T', b'~#rating': 0.5, b'p': b'/x', 'n': 70000}), Song(a=[1, (2,)])]");
    let state = 7;
    const next = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    let refused = 0;
    for (let round = 0; round < 20_000; round++) {
      const bytes = Buffer.from(sample.subarray(0, 1 + next(sample.length)));
      for (let changes = next(4); changes >= 0; changes--) bytes[next(bytes.length)] = next(256);
      try {
        expect(read(bytes).length).toBeLessThan(1000);
      } catch (error) {
        if (!(error instanceof ImportSourceError)) throw new Error(`round ${round}`, { cause: error });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(5000);
  });
});
