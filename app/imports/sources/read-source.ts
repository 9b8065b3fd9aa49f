/** The readers of all kinds of sources. To add a program: write its reader, add a row here, and tell it in `find-source.ts`. */
import type { SourceKind } from '../../model/imports.ts';
import type { SourceItem } from '../import-record.ts';
import { XmlError } from '../../xml/xml-error.ts';
import { ImportSourceError } from '../import-source-error.ts';
import { readBeets } from './beets.ts';
import type { FoundSource } from './find-source.ts';
import { readFoobar2000 } from './foobar2000.ts';
import { readItunes } from './itunes.ts';
import { readQuodLibet } from './quodlibet.ts';
import { readRhythmbox } from './rhythmbox.ts';
import { readStrawberry } from './strawberry.ts';

const READERS: Readonly<Record<SourceKind, (path: string) => Generator<SourceItem>>> = {
  beets: readBeets,
  itunes: readItunes,
  musicbee: readItunes,
  rhythmbox: readRhythmbox,
  strawberry: readStrawberry,
  clementine: readStrawberry,
  quodlibet: readQuodLibet,
  foobar2000: readFoobar2000,
};

/** What a source holds, in its order. @throws ImportSourceError, with the path */
export function* readSource({ kind, path }: FoundSource): Generator<SourceItem> {
  try {
    yield* READERS[kind](path);
  } catch (error) {
    if (error instanceof XmlError) throw new ImportSourceError('BAD_SOURCE', error.message, path);
    if (!(error instanceof ImportSourceError) || error.path !== undefined) throw error;
    throw new ImportSourceError(error.code, error.message, path);
  }
}
