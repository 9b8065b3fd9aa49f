import { expect, it } from 'vitest';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { documentOfSubmitted } from '../recognition/index-ids.ts';
import { RecordingWriter } from './recording-writer.ts';
import { countSubmitted, submittedDocuments } from './submitted-documents.ts';
import { copyOf, heardLibrary, music } from './testing-sounds.ts';

it('are read page by page under the ids that they have in the index', () => {
  const { connection } = heardLibrary();
  const sounds = [music(100), music(100), music(100)];
  const recording = new RecordingWriter(connection).create(null, 1);
  const add = connection.prepare(
    'INSERT INTO recording_fingerprint (recording_id, fingerprint, duration, submissions, made_at) VALUES (?, ?, 12, 1, 1)',
  );
  for (const sound of sounds) add.run(recording, compressToBytes(sound));
  const documents = sounds.map((sound, at) => ({
    document: documentOfSubmitted(at + 1),
    hashes: documentHashes(sound),
  }));
  expect(submittedDocuments(connection, 0, 2)).toEqual(documents.slice(0, 2));
  expect(submittedDocuments(connection, documents[1]!.document, 2)).toEqual(documents.slice(2));
  expect(countSubmitted(connection)).toBe(3);
  connection.exec("UPDATE recording_fingerprint SET fingerprint = x'0102' WHERE id = 1");
  expect(submittedDocuments(connection, 0, 2)).toEqual([{ ...documents[0], hashes: new Uint32Array() }, documents[1]]);
});

it('a new track gets the recording of a submitted fingerprint that it sounds the same as', async () => {
  const library = heardLibrary();
  const sound = music(600);
  const writer = new RecordingWriter(library.connection);
  const recording = writer.create(null, 1);
  library.submit(recording, copyOf(sound));
  const id = library.hear(sound);
  library.upkeep.wake();
  await library.upkeep.idle();
  expect(writer.placeOf(id)).toEqual({ recording, byPerson: false });
  expect(library.connection.prepare('SELECT count(*) FROM sound_match').pluck().get()).toBe(0);
});
