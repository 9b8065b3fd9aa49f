/**
 * A program: the service of a library and the music services that it asks, with one clock that does not wait. It sends the
 * addresses of the music services to its parent, and ends when it is told to.
 */
import { openHttpFace } from '../../app/api/http.ts';
import { FakeClock } from '../../app/model/testing-clock.ts';
import { LibraryService } from '../../app/service/service.ts';
import { ANALYSIS_PROGRAM, COPY_THREAD, MOUNT_PROGRAM, THUMBNAIL_PROGRAM } from '../../main/programs.ts';
import { FakeMusicServices } from '../support/fake-music-services.ts';
import { knowInventedAlbums } from '../support/invented-albums.ts';

/** Where the music services are. */
export interface ServiceUrls {
  readonly base: string;
  readonly musicBrainz: string;
  readonly acoustid: string;
  readonly coverArt: string;
}

const clock = new FakeClock(Date.parse('2026-01-01T00:00:00Z'));
const services = await FakeMusicServices.start(() => clock.now());
knowInventedAlbums(services);
const service = await LibraryService.open({
  library: process.argv[2]!,
  analysisProgram: ANALYSIS_PROGRAM,
  mountProgram: MOUNT_PROGRAM,
  thumbnailProgram: THUMBNAIL_PROGRAM,
  copyThread: COPY_THREAD,
  clock,
});
const face = await openHttpFace(service, { port: 0, renderer: null });
service.lock.announce({ pid: process.pid, url: face.url, port: face.port, token: face.token });
process.once('SIGTERM', () => {
  void (async () => {
    await face.close();
    await service.close();
    await services.close();
    process.exit();
  })();
});
const { base, musicBrainz, acoustid, coverArt } = services;
process.send!({ base, musicBrainz, acoustid, coverArt } satisfies ServiceUrls);
