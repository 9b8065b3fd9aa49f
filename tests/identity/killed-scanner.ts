/**
 * Scans the library of a test, with the reading half in its own thread as in the service, until it is killed: tells its
 * parent of every step. Argument: the test's folder.
 */
import { join } from 'node:path';
import { TrackWriter } from '../../app/library/track-writer.ts';
import { roots } from '../../app/scan/roots.ts';
import { ScanReading } from '../../app/scan/scan-reading.ts';
import { Scanner } from '../../app/scan/scanner.ts';
import { openWriter } from '../../app/storage/connection.ts';

const library = join(process.argv[2]!, 'library');
const connection = openWriter(library);
const reading = new ScanReading(library);
const scanner = new Scanner(connection, new TrackWriter(connection), (_skip, signal) => reading.open(null, signal));
const tell = (): void => void process.send!('step');
await scanner.scan(roots(connection), () => false, { progress: tell, stored: tell }, new AbortController().signal);
await reading.close();
connection.close();
process.disconnect();
