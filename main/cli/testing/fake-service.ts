/**
 * For tests of commands: a service that gives prepared answers by HTTP, as the real one does, and notes what commands
 * ask. Commands find it by the address in the library folder.
 */
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { vi } from 'vitest';
import type { AppRouter } from '../../../app/api/router.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** Answers may be read-only wherever those of the API are not. */
type Frozen<Value> = Value extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
    : Value;

const TOKEN = 'token';

/** What a command has printed, and its exit code. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An error of the library, as clients get it. */
export class ServiceError extends Error {
  readonly reason: string;
  readonly path: string | null;
  constructor(reason: string, message: string, path: string | null = null) {
    super(message);
    this.reason = reason;
    this.path = path;
  }
}

export class FakeService {
  readonly library = temporaryFolder();
  /** The calls of the last command: the procedure and its input. */
  readonly calls: [procedure: string, input: unknown][] = [];
  readonly #server: Server;
  readonly #answers = new Map<string, (input: never) => unknown>();
  #events: ((stream: ServerResponse) => void) | null = null;

  private constructor() {
    this.#server = createServer((request, response) => {
      if (request.url === '/trpc/events' && this.#events !== null) {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        this.#events(response);
        return;
      }
      void this.#answerTo(request).then(({ status, body }) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    this.answer('mount', 'state', {
      state: 'unmounted',
      directory: null,
      template: null,
      backend: null,
      message: null,
    });
  }

  static async start(): Promise<FakeService> {
    const service = new FakeService();
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    service.announce();
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Where the address is published. */
  get addressPath(): string {
    return join(this.library, 'service.json');
  }

  /** Lets commands find the service, which they do from the start. */
  announce(path = this.addressPath): void {
    const { port } = this.#server.address() as AddressInfo;
    writeFileSync(path, JSON.stringify({ pid: process.pid, url: this.url, port, token: TOKEN }));
  }

  /** From now on commands find no service. */
  hide(): void {
    rmSync(this.addressPath);
  }

  /** Prepares the answer of a procedure, or what gives it. A `ServiceError` becomes the answer. */
  answer<Router extends keyof Outputs & keyof Inputs, Name extends keyof Outputs[Router] & keyof Inputs[Router]>(
    router: Router,
    name: Name,
    answer: Frozen<Outputs[Router][Name]> | ((input: Inputs[Router][Name]) => Frozen<Outputs[Router][Name]>),
  ): void {
    this.#answers.set(
      `${String(router)}.${String(name)}`,
      typeof answer === 'function' ? (answer as (input: never) => unknown) : () => answer,
    );
  }

  /** Prepares the stream of events. @param send writes server-sent events, and may end the stream */
  answerEvents(send: (stream: ServerResponse) => void): void {
    this.#events = send;
  }

  /** Runs a command on this library. */
  async run(
    command: { run(argv: readonly string[]): Promise<number> },
    ...argv: readonly string[]
  ): Promise<CommandResult> {
    this.calls.length = 0;
    const printed = { stdout: '', stderr: '' };
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      vi.spyOn(process[stream], 'write').mockImplementation((chunk) => {
        printed[stream] += String(chunk);
        return true;
      }),
    );
    try {
      const code = await command.run(['--library', this.library, ...argv]);
      return { code, ...printed };
    } finally {
      for (const spy of spies) spy.mockRestore();
      // Commands ask whether the service is alive.
      if (this.calls[0]?.[0] === 'mount.state') this.calls.shift();
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answerTo(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? '', this.url);
    const procedure = url.pathname.replace('/trpc/', '');
    const given = request.method === 'GET' ? (url.searchParams.get('input') ?? '') : await text(request);
    const input: unknown = given === '' ? undefined : JSON.parse(given);
    this.calls.push([procedure, input]);
    try {
      if (request.headers.authorization !== `Bearer ${TOKEN}`) throw new ServiceError('FORBIDDEN', 'no token');
      const answer = this.#answers.get(procedure);
      if (answer === undefined) throw new ServiceError('UNPREPARED', `no answer to ${procedure} is prepared`);
      return { status: 200, body: { result: { data: answer(input as never) } } };
    } catch (error) {
      const { reason = 'INTERNAL', path = null, message } = error as Partial<ServiceError> & Error;
      return { status: 400, body: { error: { message, code: -32600, data: { reason, path } } } };
    }
  }
}
