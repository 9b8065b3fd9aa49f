import { describe, expect, it } from 'vitest';
import { documentOfSubmitted } from '../recognition/index-ids.ts';
import { waitingDocuments } from '../recognition/index-server.ts';
import { SubmissionQueue } from './submission-queue.ts';
import { parseSubmissions } from './submit-request.ts';
import { RequestValues } from './request-values.ts';
import { documentsOf, music, sound, testAcoustid } from './testing-acoustid.ts';

const SOURCE = { client: 'c', user: 'u' };
const parsed = (items = music()) => parseSubmissions(new RequestValues(Object.entries(sound(items))));

describe('the queue of submissions', () => {
  it('goes on with what an earlier run has left', async () => {
    const test = testAcoustid({ index: { search: () => Promise.reject(new Error('away')) } });
    await test.queue.add(SOURCE, parsed());
    await test.queue.idle();
    const states = () => test.library.connection.prepare('SELECT state FROM submission').pluck().all();
    expect(states()).toEqual(['pending']);
    const { read, write } = test;
    const problems: Error[] = [];
    const next = new SubmissionQueue(read, write, documentsOf({ ...test.index, search: async () => [] }), (error) =>
      problems.push(error),
    );
    next.wake();
    await next.idle();
    expect([states(), problems]).toEqual([['imported'], []]);
    expect(await test.index.has(documentOfSubmitted(1))).toBe(true);
  });

  it('marks a fingerprint that the index does not take now, so that it is sent later', async () => {
    const { library, read, write, index } = testAcoustid();
    let waits = 0;
    const away = { ...documentsOf(index), put: async () => false, waits: () => (waits += 1) };
    const queue = new SubmissionQueue(read, write, away, ({ message }) => expect.fail(message));
    await queue.add(SOURCE, parsed());
    await queue.idle();
    expect(waitingDocuments(library.connection, 9).documents.map(({ document }) => document)).toEqual([
      documentOfSubmitted(1),
    ]);
    expect(waits).toBe(1);
  });

  it('imports more than a page, in order', async () => {
    const test = testAcoustid();
    const items = music();
    const copies = Array.from({ length: 51 }, () => parsed(items)[0]!);
    await test.queue.add(SOURCE, copies);
    await test.queue.idle();
    expect(test.library.connection.prepare('SELECT submissions FROM recording_fingerprint').pluck().all()).toEqual([
      51,
    ]);
  });

  it('goes on behind a fingerprint that is damaged', async () => {
    const test = testAcoustid();
    const copies = [parsed()[0]!, parsed()[0]!];
    await test.queue.close();
    await test.queue.add(SOURCE, copies);
    test.library.connection.exec("UPDATE submission SET fingerprint = x'0102' WHERE id = 1");
    const problems: Error[] = [];
    const next = new SubmissionQueue(test.read, test.write, documentsOf(test.index), (error) => problems.push(error));
    next.wake();
    await next.idle();
    expect(test.library.connection.prepare('SELECT state, recording_id FROM submission').raw().all()).toEqual([
      ['imported', null],
      ['imported', 1],
    ]);
    expect(problems).toEqual([]);
  });

  it('leaves what waits when it is closed', async () => {
    const test = testAcoustid();
    await test.queue.close();
    await test.queue.add(SOURCE, parsed());
    await test.queue.idle();
    expect(test.library.connection.prepare('SELECT state FROM submission').pluck().all()).toEqual(['pending']);
  });
});
