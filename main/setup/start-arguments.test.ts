import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStartArguments, serviceArguments } from './start-arguments.mjs';

const parse = (...given: string[]) => parseStartArguments(given, '/home/ann');

describe('the command line of npm start', () => {
  it('takes a folder, relative to where npm was called', () => {
    expect(parse('Music')).toMatchObject({ folder: '/home/ann/Music', open: true, mount: join(homedir(), 'Descant') });
    expect(parse('/srv/music')).toMatchObject({ folder: '/srv/music' });
  });

  it('takes options in both spellings', () => {
    const expected = { library: '/home/ann/lib', mount: '/mnt/m', port: 4000, open: false };
    expect(parse('--library', 'lib', '--mount', '/mnt/m', '--port', '4000', '--no-open')).toMatchObject(expected);
    expect(parse('--library=lib', '--mount=/mnt/m', '--port=4000', '--no-open')).toMatchObject(expected);
  });

  it.each([
    [['--colour'], '--colour is not an option.'],
    [['--library'], '--library needs a value.'],
    [['--port', '70000'], '--port needs a number from 1 to 65535, not 70000.'],
    [['--port', 'x'], '--port needs a number from 1 to 65535, not x.'],
    [['a', 'b'], 'One folder at a time'],
  ])('says what is wrong with %j', (given, message) => {
    expect(parse(...given)).toMatchObject({ error: expect.stringContaining(message) });
  });

  it('becomes the service’s command line', () => {
    const options = parse('Music', '--no-mount', '--library', 'lib', '--port', '4000');
    if ('error' in options) throw new Error(options.error);
    expect(serviceArguments(options)).toEqual([
      '--announce',
      'json',
      '--library',
      '/home/ann/lib',
      '--folder',
      '/home/ann/Music',
      '--no-mount',
      '--port',
      '4000',
    ]);
  });
});
