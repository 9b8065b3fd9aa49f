import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListedField } from '../../../app/model/fields.ts';
import { FIELDS } from '../../../fuse/fields/field-table.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as fields from './fields.ts';

const NO_TAGS = { vorbis: [], id3: [], mp4: [], ape: [], riff: [] };
const LIST: readonly ListedField[] = [
  {
    ...FIELDS[1]!,
    declared: false,
    counted: false,
    tags: { ...NO_TAGS, vorbis: ['ARTIST'], id3: ['TPE1'], mp4: ['©ART'] },
  },
  { ...FIELDS.find(({ name }) => name === 'length')!, declared: false, counted: false, tags: NO_TAGS },
  {
    ...FIELDS[0]!,
    name: 'shelfmark',
    aliases: ['shelf'],
    type: 'number',
    declared: true,
    counted: false,
    tags: { ...NO_TAGS, vorbis: ['SHELFMARK'], id3: ['TXXX:SHELFMARK'], mp4: ['----:SHELFMARK'] },
  },
];

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('fields', 'list', LIST);
  service.answer('fields', 'add', { batch: 7, name: 'shelf', tracks: 2, unfit: 1, examples: ['top'] });
  service.answer('fields', 'remove', { batch: 8, name: 'shelfmark', tracks: 2, cleared: false });
});
afterAll(() => service.stop());

describe('descant fields', () => {
  it('lists all fields with their types and their names', async () => {
    expect((await service.run(fields)).stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'name | type | tag | other names',
      'artist | text | several | ARTIST TPE1 ©ART',
      'length | duration | measured | duration, time',
      'shelfmark | number | your own | SHELFMARK TXXX:SHELFMARK ----:SHELFMARK | shelf',
      '',
    ]);
    expect(JSON.parse((await service.run(fields, 'list', '--json')).stdout)).toEqual({ fields: LIST });
  });

  it('declares a field, and says which values do not fit', async () => {
    const { stdout } = await service.run(
      fields,
      'add',
      'Shelf',
      '--type',
      'number',
      '--title',
      'Shelf no.',
      '--tag',
      'X',
    );
    expect(service.calls).toEqual([['fields.add', { name: 'shelf', type: 'number', title: 'Shelf no.', tag: 'X' }]]);
    expect(stdout).toBe(
      'field Shelf (number) declared; 2 tracks have values already (batch 7; to undo: descant undo 7)\n' +
        '1 track with values that are no number, which stay as they are: top\n',
    );
  });

  it('removes a field, and says what becomes of its values', async () => {
    expect((await service.run(fields, 'remove', 'shelf')).stdout).toBe(
      'field shelf removed; 2 tracks keep their values as texts under shelfmark (batch 8; to undo: descant undo 8)\n',
    );
    expect(service.calls).toEqual([['fields.remove', { name: 'shelf', clear: false }]]);
    service.answer('fields', 'remove', { batch: 8, name: 'shelf', tracks: 1, cleared: true });
    expect((await service.run(fields, 'remove', 'shelf', '--clear')).stdout).toContain(
      'values were removed from 1 track',
    );
    service.answer('fields', 'remove', { batch: 8, name: 'shelf', tracks: 0, cleared: false });
    expect((await service.run(fields, 'remove', 'shelf')).stdout).toContain('no track has values');
  });

  it.each([
    [['add', 'x'], 'fields add takes --type text|list|number|date|boolean|duration|rating'],
    [['add', 'x', '--type', 'colour'], 'not "colour"'],
    [['add', '--type', 'text'], 'takes one NAME and --type'],
    [['add', 'x', '--type', 'text', '--clear'], 'takes one NAME and --type'],
    [['remove'], 'takes one NAME'],
    [['remove', 'x', '--type', 'text'], 'takes one NAME'],
    [['list', 'x'], 'takes no names'],
    [['list', '--clear'], 'takes no names'],
    [['change'], 'fields takes list, add or remove, not "change"'],
  ])('refuses %j', async (words, message) => {
    await expect(service.run(fields, ...words)).rejects.toThrow(message);
    expect(service.calls).toEqual([]);
  });
});
