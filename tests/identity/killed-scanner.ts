/** Scans the library of a test until it is killed: tells its parent of every step. Argument: the test's folder. */
import { join } from 'node:path';
import { TrackWriter } from '../../app/library/track-writer.ts';
import { roots } from '../../app/scan/roots.ts';
import { Scanner } from '../../app/scan/scanner.ts';
import { openWriter } from '../../app/storage/connection.ts';

const connection = openWriter(join(process.argv[2]!, 'library'));
const scanner = new Scanner(connection, new TrackWriter(connection));
const tell = (): void => void process.send!('step');
await scanner.scan(roots(connection), () => false, { progress: tell, stored: tell }, new AbortController().signal);
connection.close();
process.disconnect();
