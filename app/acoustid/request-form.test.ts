import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MOST_BODY_BYTES, readRequestValues } from './request-form.ts';

const ADDRESS = 'http://127.0.0.1/v2/lookup';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const post = (
  body: string | Buffer<ArrayBuffer> | FormData,
  headers: Readonly<Record<string, string>> = FORM,
  address = ADDRESS,
): Request => new Request(address, { method: 'POST', body, headers });

describe('the parameters of a request', () => {
  it('are those of the address', async () => {
    const values = await readRequestValues(new Request(`${ADDRESS}?client=a+b&meta=recordings%20tracks`));
    expect([values.text('client'), values.text('meta')]).toEqual(['a b', 'recordings tracks']);
  });

  it('are those of a form, behind those of the address', async () => {
    const values = await readRequestValues(post('client=form&user=u', FORM, `${ADDRESS}?client=address`));
    expect([values.all('client'), values.text('user')]).toEqual([['address', 'form'], 'u']);
  });

  it('are read out of gzip', async () => {
    const values = await readRequestValues(post(gzipSync('client=zipped'), { ...FORM, 'content-encoding': 'GZIP' }));
    expect(values.text('client')).toBe('zipped');
  });

  it('are read out of a form in parts, files too', async () => {
    const form = new FormData();
    form.append('client', 'parts');
    form.append('fingerprint', new Blob(['AQAA']), 'fingerprint.txt');
    const values = await readRequestValues(post(form, {}));
    expect([values.text('client'), values.text('fingerprint')]).toEqual(['parts', 'AQAA']);
  });

  it.each([
    ['damaged gzip', gzipSync('client=a').subarray(0, 12), { ...FORM, 'content-encoding': 'gzip' }],
    ['what only claims to be gzip', 'client=a', { ...FORM, 'content-encoding': 'gzip' }],
    [
      'a form in parts that ends early',
      '--x\r\nContent-Disposition: form',
      { 'content-type': 'multipart/form-data; boundary=x' },
    ],
    ['a form in parts without a boundary', 'client=a', { 'content-type': 'multipart/form-data' }],
  ])('are none of %s', async (_, body, headers) => {
    expect((await readRequestValues(post(body, headers))).text('client')).toBeNull();
  });
});

describe('a body of at most 1 MiB', () => {
  const sized = (bytes: number): string => `client=${'a'.repeat(bytes - 'client='.length)}`;

  it('is read', async () => {
    expect((await readRequestValues(post(sized(MOST_BODY_BYTES)))).text('client')).toHaveLength(MOST_BODY_BYTES - 7);
  });

  it('is refused when it has a byte more, also without telling its length', async () => {
    const tooLarge = { code: 19, status: 413 };
    await expect(readRequestValues(post(sized(MOST_BODY_BYTES + 1)))).rejects.toMatchObject(tooLarge);
    const stream = new Blob([sized(MOST_BODY_BYTES + 1)]).stream();
    const request = new Request(ADDRESS, {
      method: 'POST',
      body: stream,
      headers: FORM,
      duplex: 'half',
    } as RequestInit);
    await expect(readRequestValues(request)).rejects.toMatchObject(tooLarge);
  });

  it('is refused when it grows beyond that as it is decompressed', async () => {
    const zipped = (bytes: number): Request => post(gzipSync(sized(bytes)), { ...FORM, 'content-encoding': 'gzip' });
    expect((await readRequestValues(zipped(MOST_BODY_BYTES))).text('client')).not.toBeNull();
    await expect(readRequestValues(zipped(MOST_BODY_BYTES + 1))).rejects.toMatchObject({ code: 19 });
    await expect(readRequestValues(zipped(16 << 20))).rejects.toMatchObject({ code: 19 });
  });
});
