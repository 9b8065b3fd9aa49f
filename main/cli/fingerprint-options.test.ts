import { describe, expect, it } from 'vitest';
import { parseFingerprintOptions, type FingerprintOptions } from './fingerprint-options.ts';

const DEFAULTS: FingerprintOptions = {
  format: 'text',
  raw: false,
  signed: false,
  length: 120,
  files: ['a'],
  warnings: [],
};

describe('the options of a fingerprint', () => {
  it.each<[string[], Partial<FingerprintOptions>]>([
    [['a'], {}],
    [['-raw', 'a', '--signed'], { raw: true, signed: true }],
    [['-json', 'a'], { format: 'json' }],
    [['-json', '--plain', 'a'], { format: 'plain' }],
    [['-plain', '-text', 'a'], { format: 'text' }],
    [['-length', '30', 'a'], { length: 30 }],
    [['--length', '7.5x', 'a'], { length: 7.5 }],
    [['-length', 'all', 'a'], { length: 0 }],
    [['-length', '0', 'a'], { length: 0 }],
    [['-algorithm', '2', 'a'], {}],
    [['--library', 'music', 'a', '--library=music'], {}],
    [['a', 'b c'], { files: ['a', 'b c'] }],
    [['a', '--', '-raw', '--'], { files: ['a', '-raw', '--'] }],
    [
      ['-overlap', '-ts', 'a'],
      { warnings: ['-overlap', '-ts'].map((name) => `${name} is ignored: it only matters for chunks`) },
    ],
  ])('%j', (argv, options) => {
    expect(parseFingerprintOptions(argv)).toEqual({ kind: 'run', options: { ...DEFAULTS, ...options } });
  });

  it.each([
    [['-h'], 'help'],
    [['--help', 'a'], 'help'],
    [['-v'], 'version'],
    [['a', '-version', '--loud'], 'version'],
  ])('%j asks for the %s', (argv, kind) => {
    expect(parseFingerprintOptions(argv)).toEqual({ kind });
  });

  it.each([
    [[], 'No input files'],
    [['-raw'], 'No input files'],
    [['a', '--', '-'], 'Reading from standard input is not supported: name a file'],
    [['-'], 'Reading from standard input is not supported: name a file'],
    [['--loud', 'a'], 'Unknown option --loud'],
    [['-length'], 'Unknown option -length'],
    [['-length', '-1', 'a'], 'The argument for -length must be a positive number'],
    [['-algorithm', '1', 'a'], 'Only algorithm 2 is supported: it is the one that AcoustID accepts'],
    [['a', '--library'], 'Unknown option --library'],
    [['-algorithm'], 'Only algorithm 2 is supported: it is the one that AcoustID accepts'],
    [['-format', 's16le', 'a'], '-format is not supported'],
    [['--rate', '1', 'a'], '--rate is not supported'],
    [['-channels', '1', 'a'], '-channels is not supported'],
    [['-chunk', '1', 'a'], '-chunk is not supported'],
  ])('%j are refused', (argv, message) => {
    expect(parseFingerprintOptions(argv)).toEqual({ kind: 'error', message });
  });
});
