/**
 * What the service says about the sound of a file that a person chose. The desktop shell knows where the file lies, and
 * the service reads it there; a browser does not tell, and the file is sent.
 */
import type { RecognisedTrack } from '../../app/model/recognition.ts';
import type { SimilarTrack } from '../../app/model/tracks.ts';
import { fileSize } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { errorWords, NO_ACCESS, NO_ANSWER, refusalOf, service } from './client.ts';

/** Largest file that the service takes; those that it reads where they lie may be larger. */
export const LARGEST_BYTES = 1_000_000_000;
/** What the system's dialog offers; any other file can be chosen there, too. */
export const SOUND_TYPES = ['audio/*', '.ape', '.dsf', '.mka', '.mp4', '.mpc', '.opus', '.tta', '.webm', '.wma', '.wv'];
/** A character that stands for bytes that are no text: such a path leads nowhere. */
const NOT_TEXT = '\u{fffd}';

export interface SoundRequest {
  readonly signal: AbortSignal;
  /** Told how much has been sent, 0 to 1; 1 when the service has all of it. */
  readonly onSent?: (part: number) => void;
}

/** The tracks that a file is, or that share a part with it. @throws Error whose message says why nothing can be said */
export function lookUpFile(file: File, limit: number, request: SoundRequest): Promise<readonly RecognisedTrack[]> {
  return ask(file, request, `/uploaded/lookup?limit=${limit}`, (path, signal) =>
    service.recognition.lookup.query({ path, limit }, { signal }),
  );
}

/** The tracks that sound like a file. @throws Error whose message says why nothing can be said */
export function similarToFile(file: File, limit: number, request: SoundRequest): Promise<readonly SimilarTrack[]> {
  return ask(file, request, `/uploaded/similar?limit=${limit}`, (path, signal) =>
    service.tracks.similarToFile.query({ path, limit }, { signal }),
  );
}

async function ask<Answer>(
  file: File,
  { signal, onSent = () => {} }: SoundRequest,
  address: string,
  byPath: (path: string, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const path = window.descant?.pathForDroppedFile(file) ?? '';
  if (path === '' || path.includes(NOT_TEXT)) {
    await requireReadable(file);
    signal.throwIfAborted();
    return send<Answer>(address, file, signal, onSent);
  }
  onSent(1);
  try {
    return await byPath(path, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw problemOf(refusalOf(error)?.reason ?? 'INTERNAL', errorWords(error));
  }
}

/** Folders look like files until they are read. */
async function requireReadable(file: File): Promise<void> {
  if (file.size > LARGEST_BYTES) throw problemOf('FILE_TOO_LARGE', '');
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => {
      throw problemOf('UNREADABLE', '');
    });
}

/** Sends a file as it is, piece by piece from the disk: no more of it is in memory than the browser needs. */
function send<Answer>(
  address: string,
  file: File,
  signal: AbortSignal,
  onSent: (part: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const cancel = (): void => request.abort();
    signal.addEventListener('abort', cancel, { once: true });
    request.open('POST', address);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0));
    request.upload.addEventListener('load', () => onSent(1));
    request.addEventListener('load', () => {
      if (request.status === 200) return resolve(request.response as Answer);
      if (request.status === 401) return reject(new Error(t(NO_ACCESS)));
      const refused = request.response as { reason?: string; message?: string } | null;
      reject(problemOf(refused?.reason ?? 'INTERNAL', refused?.message ?? ''));
    });
    request.addEventListener('error', () => reject(problemOf('UNREACHABLE', '')));
    request.addEventListener('abort', () => reject(signal.reason as Error));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', cancel));
    request.send(file);
  });
}

/** @param reason a code of the service, or of the page @param message of the service, for what has no words here */
function problemOf(reason: string, message: string): Error {
  return new Error(wordsOf(reason) ?? message);
}

function wordsOf(reason: string): string | null {
  switch (reason) {
    case 'DECODE_FAILED':
      return t('This is not audio, or not of a kind that Descant can read.');
    case 'TOO_SHORT':
      return t('It has less than three seconds of sound, which is too short to be recognised.');
    case 'SILENT':
      return t('It is silent, or nearly so: there is too little sound to be recognised.');
    case 'UNIFORM':
      return t('Its sound is the same throughout, as a tone is, and cannot be told from others.');
    case 'FILE_TOO_LARGE':
      return t('It is larger than {{size}}, the most that is taken. Cut a part out of it, or use “descant lookup”.', {
        size: fileSize(LARGEST_BYTES),
      });
    case 'UNREADABLE':
      return t('It cannot be read: it is a folder, or a file that is gone.');
    case 'CRASHED':
      return t('The decoder failed at this file: it is probably damaged.');
    case 'TIMED_OUT':
      return t('It took too long to be decoded.');
    case 'ENOSPC':
      return t('The disk of the library has no room for it.');
    case 'UNREACHABLE':
      return t(NO_ANSWER);
    default:
      return null;
  }
}
