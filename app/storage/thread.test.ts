import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { startThread, ThreadError, type Thread } from './thread.ts';

type Methods = {
  double(value: number): number;
  hold(value: string): Promise<string>;
  release(): void;
  fail(error: { name: string; message: string; code?: unknown; path?: unknown }): never;
  throwText(text: string): never;
  emit(event: unknown): void;
  block(gate: Int32Array<SharedArrayBuffer>): void;
  end(code: number): void;
  missing(): void;
};

/** A program that serves `Methods`; `start` runs before it does. */
function program(start = ''): URL {
  const path = join(temporaryFolder(), 'program.ts');
  const source = `
    import { serveThread } from ${JSON.stringify(new URL('./thread.ts', import.meta.url).href)};
    serveThread((data, emit) => {
      ${start}
      let release;
      const released = new Promise((resolve) => { release = resolve; });
      return {
        methods: {
          double: (value) => value * 2,
          hold: async (value) => { await released; return value; },
          release: () => release(),
          fail: ({ name, message, ...rest }) => { throw Object.assign(new Error(message), { name, ...rest }); },
          throwText: (text) => { throw text; },
          emit: (event) => emit(event),
          block: (gate) => { emit('blocked'); Atomics.wait(gate, 0, 0); },
          end: (code) => process.exit(code),
        },
        close: async () => { emit('closing'); await null; emit('closed'); },
      };
    });`;
  writeFileSync(path, source);
  return pathToFileURL(path);
}

let thread: Thread<Methods> | null = null;
let events: unknown[];
let exits: Error[];

async function started(start = '', data: unknown = null, youngMb?: number): Promise<Thread<Methods>> {
  events = [];
  exits = [];
  thread = await startThread<Methods>(program(start), {
    data,
    ...(youngMb === undefined ? {} : { youngMb }),
    onEvent: (event: unknown) => events.push(event),
    onExit: (error) => exits.push(error),
  });
  return thread;
}

afterEach(async () => {
  await thread?.close();
  thread = null;
});

describe('a thread', () => {
  it('answers calls, also those that finish out of order', async () => {
    const { call } = await started();
    const order: string[] = [];
    const held = call.hold('first').then((answer) => (order.push('first'), answer));
    const doubled = call.double(21).then((answer) => (order.push('second'), answer));
    expect(await doubled).toBe(42);
    await call.release();
    expect(await held).toBe('first');
    expect(order).toEqual(['second', 'first']);
  });

  it('never begins a call that is aborted while it is busy, and goes on with those behind it', async () => {
    const { call } = await started();
    const abort = new AbortController();
    const late = new AbortController();
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const busy = call.block(gate);
    const aborted = call.emit('aborted', abort.signal);
    const next = call.emit('next', late.signal);
    while (!events.includes('blocked')) await new Promise((resolve) => void setImmediate(resolve));
    abort.abort(new Error('nobody waits'));
    await expect(aborted).rejects.toThrow('nobody waits');
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    await Promise.all([busy, next]);
    expect(events).toEqual(['blocked', 'next']);
    late.abort();
    expect(await call.double(2)).toBe(4);
  });

  it('does not send a call that is aborted already', async () => {
    const { call } = await started();
    await expect(call.emit('never', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    await call.emit('last');
    expect(events).toEqual(['last']);
  });

  it('gets the data that it is started with, and emits events', async () => {
    await started('emit(data);', { library: '/lib' });
    await thread!.call.emit('later');
    expect(events).toEqual([{ library: '/lib' }, 'later']);
  });

  it('has less room for new objects than Node would give it, and more where it is given more', async () => {
    const room = "emit(process.getBuiltinModule('node:worker_threads').resourceLimits.maxYoungGenerationSizeMb);";
    await started(room);
    expect(events).toEqual([4]);
    await thread!.close();
    await started(room, null, 7);
    expect(events).toEqual([7]);
  });

  it('follows its own limit for new objects where the process has another one', async () => {
    setFlagsFromString('--max-semi-space-size=64');
    await started(`
      const { getHeapSpaceStatistics } = process.getBuiltinModule('node:v8');
      let most = 0;
      for (let round = 0; round < 10; round += 1) {
        const kept = [];
        for (let index = 0; index < 100_000; index += 1) kept.push([index, { index }]);
        const size = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space').space_size;
        most = Math.max(most, size);
      }
      emit(most / 1024 / 1024);
    `);
    expect(events).toEqual([expect.any(Number)]);
    expect(events[0]).toBeLessThanOrEqual(8);
  });

  it('can collect its garbage when it rests', async () => {
    await started('emit(typeof globalThis.gc);');
    expect(events).toEqual(['function']);
  });

  it('collects its garbage before its heap is three times as large as what it keeps', async () => {
    await started(`
      const used = () => process.memoryUsage().heapUsed;
      const text = (index) => Array.from({ length: 1000 }, (_, place) => index + place);
      const kept = Array.from({ length: 5000 }, (_, index) => text(index));
      globalThis.kept = kept;
      const least = kept.length * 1000 * 8;
      let most = 0;
      for (let index = 0; index < 25_000; index += 1) {
        kept[index % kept.length] = text(index);
        if (index % 100 === 0) most = Math.max(most, used());
      }
      emit(most < 3 * least);`);
    expect(events).toEqual([true]);
  });

  it('passes errors on with name, message, code and path', async () => {
    const { call } = await started();
    const error = await call.fail({ name: 'PictureError', message: 'no', code: 'BAD', path: '/a' }).catch((e) => e);
    expect(error).toBeInstanceOf(ThreadError);
    expect(error).toMatchObject({ name: 'PictureError', message: 'no', code: 'BAD', path: '/a' });
    expect(error.stack).toContain('program.ts');
  });

  it('gives errors without a code, or with one that is no text, the code INTERNAL', async () => {
    const { call } = await started();
    await expect(call.fail({ name: 'Error', message: 'no', code: 7, path: 8 })).rejects.toMatchObject({
      code: 'INTERNAL',
      path: undefined,
    });
    await expect(call.throwText('text')).rejects.toMatchObject({ name: 'Error', message: 'text', code: 'INTERNAL' });
  });

  it('says which method it does not have', async () => {
    await expect((await started()).call.missing()).rejects.toThrow('this thread has no method missing');
  });

  it('closes its resources once before it ends', async () => {
    const { close, call } = await started();
    await Promise.all([close(), close()]);
    expect(events).toEqual(['closing', 'closed']);
    expect(exits).toEqual([]);
    await expect(call.double(1)).rejects.toThrow('the thread program.ts ended with code 0');
    await close();
  });

  it('rejects open calls when it ends by itself, and says so once', async () => {
    const { call } = await started();
    await expect(call.end(3)).rejects.toThrow('the thread program.ts ended with code');
    expect(exits).toHaveLength(1);
    await expect(call.double(1)).rejects.toBe(exits[0]);
    await thread!.close();
  });

  it('that fails to start rejects with what it threw', async () => {
    await expect(
      started("throw Object.assign(new Error('the disk is full'), { code: 'FULL' });"),
    ).rejects.toMatchObject({ message: 'the disk is full', code: 'FULL' });
    expect(events).toEqual([]);
  });

  it('that cannot be loaded rejects too', async () => {
    await expect(startThread(new URL('file:///nowhere/program.ts'), {})).rejects.toThrow('program.ts');
  });

  it('strips types without WebAssembly code that V8 would share with other threads', () => {
    const folder = temporaryFolder();
    const here = JSON.stringify(new URL('./thread.ts', import.meta.url).href);
    const manyFiles = JSON.stringify(new URL('../../index-engine/http/server.ts', import.meta.url).href);
    writeFileSync(
      join(folder, 'program.mjs'),
      `import { serveThread } from ${here};
      await import(${manyFiles});
      serveThread(() => ({ methods: {}, close: () => undefined }));`,
    );
    writeFileSync(
      join(folder, 'owner.mjs'),
      `import { startThread } from ${here};
      await (await startThread(new URL('program.mjs', import.meta.url), {})).close();`,
    );
    const log = join(folder, 'code.log');
    const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
    const options = ['--log-code', `--logfile=${log}`, '--no-logfile-per-isolate'];
    execFileSync(process.execPath, [...options, join(folder, 'owner.mjs')], { env });
    const compiled = readFileSync(log, 'utf8').split('\n');
    expect(compiled.some((line) => line.includes('http/server.ts'))).toBe(true);
    expect(compiled.filter((line) => /^code-creation,JS,.*,wasm-to-js,/.test(line))).toEqual([]);
  });
});
