/**
 * MusicBrainz, AcoustID and the Cover Art Archive on 127.0.0.1, with data that the test gives. Answers can be scripted:
 * busy, gone, slow, cut off, wrongly encoded. It notes every request.
 *
 * Tests in another process read the notes at `/noted`, and post scripts to `/script`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A sound that AcoustID knows, told by the length of the track: tests give each file its own. */
export interface KnownSound {
  readonly acoustid: string;
  readonly score?: number;
  readonly recordings: readonly { readonly id: string; readonly releases: readonly string[] }[];
}

/** A request as it came. */
export interface NotedRequest {
  /** `musicbrainz`, `acoustid` or `cover-art`. */
  readonly service: string;
  /** With the query. */
  readonly path: string;
  readonly userAgent: string;
  readonly form: URLSearchParams | null;
  /** By the clock of the test. */
  readonly at: number;
}

/** What is answered in the place of the usual answer. */
export type ScriptedAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer }
  /** Nothing at all is answered. */
  | 'silence'
  /** The connection ends in the middle of the usual answer. */
  | 'cut'
  /** The usual answer in Windows-1252, which calls itself UTF-8. */
  | 'windows-1252';

interface Script {
  readonly path: string;
  readonly answers: readonly ScriptedAnswer[];
}

/** A note as it is read in another process. */
function plainNote({ form, ...note }: NotedRequest): unknown {
  return { ...note, form: form?.toString() ?? null };
}

interface Usual {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

export class FakeMusicServices {
  readonly requests: NotedRequest[] = [];
  /** MusicBrainz releases by their id. */
  readonly releases = new Map<
    string,
    { readonly id: string; readonly title: string; readonly [part: string]: unknown }
  >();
  /** Sounds by the length of their track in seconds. */
  readonly sounds = new Map<number, KnownSound>();
  /** Submissions in the order in which they came: their parameters, without the number. */
  readonly submissions: Readonly<Record<string, string>>[] = [];
  /** How often a submission is told as pending before it is imported. */
  pendingAnswers = 1;
  /** Titles of sounds whose submission spoils its request. */
  readonly badTitles = new Set<string>();
  readonly #asked = new Map<number, number>();
  /** Front covers by the id of the release. */
  readonly covers = new Map<string, Buffer>();
  readonly #script: { readonly path: string; readonly answer: ScriptedAnswer }[] = [];
  readonly #now: () => number;
  readonly #server: Server;
  #base = '';

  private constructor(now: () => number) {
    this.#now = now;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  /** @param now the clock of the test */
  static async start(now: () => number = () => Date.now()): Promise<FakeMusicServices> {
    const services = new FakeMusicServices(now);
    await new Promise<void>((resolve) => services.#server.listen(0, '127.0.0.1', resolve));
    services.#base = `http://127.0.0.1:${(services.#server.address() as AddressInfo).port}`;
    return services;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get base(): string {
    return this.#base;
  }

  get musicBrainz(): string {
    return `${this.#base}/musicbrainz/ws/2`;
  }
  get acoustid(): string {
    return `${this.#base}/acoustid/v2`;
  }
  get coverArt(): string {
    return `${this.#base}/cover-art`;
  }

  /** The next request whose path has this text gets the answer; several are given in their order. */
  script(path: string, ...answers: readonly ScriptedAnswer[]): void {
    this.#script.push(...answers.map((answer) => ({ path, answer })));
  }

  /** The requests to one service. */
  to(service: string): readonly NotedRequest[] {
    return this.requests.filter((request) => request.service === service);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = request.url ?? '';
    const form =
      request.method === 'POST' && path.startsWith('/acoustid')
        ? new URLSearchParams(Buffer.concat(parts).toString())
        : null;
    const service = path.split('/')[1] ?? '';
    if (service === 'noted') return answer(response, json(200, this.requests.map(plainNote)), null);
    if (service === 'script') {
      const { path: of, answers } = JSON.parse(Buffer.concat(parts).toString()) as Script;
      this.script(of, ...answers);
      return answer(response, json(200, null), null);
    }
    this.requests.push({ service, path, userAgent: request.headers['user-agent'] ?? '', form, at: this.#now() });
    const at = this.#script.findIndex((one) => path.includes(one.path));
    const [scripted] = at < 0 ? [] : this.#script.splice(at, 1);
    const instead = scripted?.answer ?? null;
    // Where something else is answered, the service does nothing.
    const isReplaced = instead === 'silence' || (instead !== null && typeof instead === 'object');
    const usual = isReplaced ? json(500, null) : this.#usual(service, new URL(path, this.#base), form);
    answer(response, usual, instead);
  }

  #usual(service: string, url: URL, form: URLSearchParams | null): Usual {
    if (service === 'acoustid' && url.pathname.endsWith('/submit')) return this.#submit(form ?? new URLSearchParams());
    if (service === 'acoustid' && url.pathname.endsWith('/submission_status')) {
      return json(200, this.#submissionStatus(form ?? new URLSearchParams()));
    }
    if (service === 'acoustid') return json(200, this.#lookup(form ?? new URLSearchParams()));
    if (service === 'cover-art') return this.#cover(url.pathname);
    const id = /^\/musicbrainz\/ws\/2\/release\/([0-9a-f-]+)$/.exec(url.pathname)?.[1];
    if (id !== undefined) {
      const release = this.releases.get(id);
      return release ? json(200, release) : json(404, { error: 'Not Found' });
    }
    return json(200, this.#search(url.searchParams.get('query') ?? ''));
  }

  /** Releases all of whose words the query has. */
  #search(query: string): unknown {
    const words = new Set(query.toLowerCase().split(/[^\p{L}\p{N}]+/u));
    const found = [...this.releases.values()].filter(({ title }) =>
      title
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .every((word) => words.has(word)),
    );
    return {
      count: found.length,
      releases: found.map((release) => ({ id: release.id, title: release.title, score: 100 })),
    };
  }

  #lookup(form: URLSearchParams): unknown {
    const fingerprints = [];
    for (let index = 0; form.has(`fingerprint.${index}`); index += 1) {
      const sound = this.sounds.get(Number(form.get(`duration.${index}`)));
      const results = sound
        ? [
            {
              id: sound.acoustid,
              score: sound.score ?? 0.97,
              recordings: sound.recordings.map(({ id, releases }) => ({
                id,
                releases: releases.map((release) => ({ id: release })),
              })),
            },
          ]
        : [];
      fingerprints.push({ index: String(index), results });
    }
    return { status: 'ok', fingerprints };
  }

  #submit(form: URLSearchParams): Usual {
    const refusal = (code: number, message: string): Usual => json(400, { status: 'error', error: { code, message } });
    if (form.get('user') === 'wrong') return refusal(6, 'invalid user API key');
    const sounds: Record<string, string>[] = [];
    for (const [name, value] of form) {
      const [, parameter, number] = /^(\w+)\.(\d+)$/.exec(name) ?? [];
      if (parameter !== undefined) (sounds[Number(number)] ??= {})[parameter] = value;
    }
    if (sounds.some(({ track }) => this.badTitles.has(track ?? ''))) return refusal(3, 'invalid fingerprint');
    const submissions = sounds.map((sound, index) => {
      this.submissions.push(sound);
      return { id: this.submissions.length, status: 'pending', index: String(index) };
    });
    return json(200, { status: 'ok', submissions });
  }

  #submissionStatus(form: URLSearchParams): unknown {
    const submissions = form.getAll('id').map((text) => {
      const id = Number(text);
      const asked = (this.#asked.get(id) ?? 0) + 1;
      this.#asked.set(id, asked);
      if (asked <= this.pendingAnswers) return { id, status: 'pending' };
      return { id, status: 'imported', result: { id: `acoustid-${id}` } };
    });
    return { status: 'ok', submissions };
  }

  #cover(path: string): Usual {
    const [, , kind, release = '', picture] = path.split('/');
    const cover = kind === 'release' ? this.covers.get(release) : undefined;
    if (cover === undefined) return json(404, { error: 'Not Found' });
    if (picture !== undefined) return { status: 200, type: 'image/png', body: cover };
    return json(200, {
      images: [{ id: 77, front: true, approved: true, types: ['Front'], thumbnails: { 1200: 'x' } }],
    });
  }
}

function json(status: number, value: unknown): Usual {
  return { status, type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(value)) };
}

function answer(response: ServerResponse, usual: Usual, scripted: ScriptedAnswer | null): void {
  if (scripted === 'silence') return;
  if (scripted === 'cut') {
    response.writeHead(200, { 'Content-Type': usual.type, 'Content-Length': usual.body.length });
    response.write(usual.body.subarray(0, usual.body.length >> 1), () => response.destroy());
    return;
  }
  if (scripted === 'windows-1252') {
    response.writeHead(usual.status, { 'Content-Type': usual.type });
    response.end(Buffer.from(usual.body.toString(), 'latin1'));
    return;
  }
  if (scripted !== null) {
    response.writeHead(scripted.status, scripted.headers);
    response.end(scripted.body ?? '');
    return;
  }
  response.writeHead(usual.status, { 'Content-Type': usual.type });
  response.end(usual.body);
}
