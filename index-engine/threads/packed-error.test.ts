import { expect, it } from 'vitest';
import { IndexError } from '../contract/index-error.ts';
import { packError, unpackError } from './packed-error.ts';

it('keeps code, message and path of an index error across threads', () => {
  for (const path of ['/i/log', undefined]) {
    const error = new IndexError('WriteFailed', 'no room', path === undefined ? {} : { path });
    const copy = unpackError(structuredClone(packError(error)));
    expect(copy).toBeInstanceOf(IndexError);
    expect([copy.code, copy.message, copy.path]).toEqual(['WriteFailed', 'no room', path]);
  }
});

it('reports any other failure as internal, with its stack', () => {
  const error = new Error('broken');
  expect(packError(error)).toEqual({ code: 'Internal', message: error.stack, path: undefined });
  const bare = Object.assign(new Error('bare'), { stack: undefined });
  expect(packError(bare).message).toBe('bare');
  expect(packError('text')).toEqual({ code: 'Internal', message: 'text', path: undefined });
});
