/** What each command of the table does with tracks. */
import type { TrackCommandId } from '../catalog/commands.ts';
import { chooseFile } from '../controls/choose-file.ts';
import { copyText } from '../messages/copy-text.ts';
import { showToast } from '../messages/toasts.ts';
import { focusTarget } from '../navigation/focus-targets.ts';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { playMoreLike } from '../playback/more-like.ts';
import { requestPlay } from '../playback/play-requests.ts';
import { play } from '../playback/player.ts';
import { queueLast, queueNext } from '../playback/queue-commands.ts';
import { requestEdit } from '../selection/edit-requests.ts';
import { editChoice } from '../selection/edit-choice.ts';
import { idsOf, type TrackChoice } from '../selection/track-choice.ts';
import { errorWords, service } from '../service/client.ts';
import { copiedPictures, copyPictures } from '../service/edit-pictures.ts';
import { setPicture } from '../service/edit-tracks.ts';
import { identify } from '../service/identify-tracks.ts';
import { PICTURE_TYPES, readPicture } from '../service/picture-file.ts';
import { t } from '../words/text.ts';
import { openDialog } from './open-dialog.ts';

type Run = (tracks: TrackChoice) => Promise<void> | void;

const RUN: Readonly<Record<TrackCommandId, Run>> = {
  play: playTracks,
  'play-next': async (tracks) => queueNext(await idsOf(tracks)),
  'add-to-queue': async (tracks) => queueLast(await idsOf(tracks)),
  edit: () => {
    focusTarget('details');
    requestEdit('title');
  },
  'more-like-this': async (tracks) => {
    const [id] = await idsOf(tracks);
    if (id !== undefined) await playMoreLike(id);
  },
  actions: (tracks) => openDialog({ kind: 'actions', tracks, action: null }),
  number: (tracks) => openDialog({ kind: 'actions', tracks, action: 'number' }),
  'set-picture': async (tracks) => {
    const file = await chooseFile(PICTURE_TYPES);
    if (file !== null) await setPicture(await idsOf(tracks), await readPicture(file));
  },
  identify: async (tracks) => {
    const ids = [...(await idsOf(tracks))];
    if (ids.length > 0 && (await identify({ where: { ids } }))) goTo({ page: 'review', item: 'identify', at: null });
  },
  'copy-pictures': async (tracks) => {
    const [id] = await idsOf(tracks);
    if (id !== undefined) await copyPictures(id);
  },
  'paste-pictures': (tracks) => {
    const from = copiedPictures();
    if (from === null) showToast(t('Copy a picture first: “Copy the pictures” in the menu of its track.'));
    else openDialog({ kind: 'paste-pictures', tracks, from });
  },
  'one-recording': mergeTracks,
  hide: (tracks) => turn(tracks, 'hidden'),
  trash: (tracks) => turn(tracks, 'trashed'),
  favourite: (tracks) => turn(tracks, 'favourite'),
  'rate-0': (tracks) => rate(tracks, 0),
  'rate-1': (tracks) => rate(tracks, 1),
  'rate-2': (tracks) => rate(tracks, 2),
  'rate-3': (tracks) => rate(tracks, 3),
  'rate-4': (tracks) => rate(tracks, 4),
  'rate-5': (tracks) => rate(tracks, 5),
  'find-similar': async (tracks) => {
    const [id] = await idsOf(tracks);
    if (id !== undefined) goTo({ page: 'library', query: `like:${id}` });
  },
  'compare-sounds': async (tracks) => openDialog({ kind: 'compare', ids: await idsOf(tracks) }),
  'add-to-playlist': (tracks) => openDialog({ kind: 'add-to-playlist', tracks }),
  'copy-to': (tracks) => openDialog({ kind: 'copy', tracks }),
  export: (tracks) => openDialog({ kind: 'export', tracks }),
  submit: (tracks) => openDialog({ kind: 'submit', tracks }),
  'copy-path': copyPaths,
  'copy-fingerprint': copyFingerprint,
  'show-history': () => {
    focusTarget('details');
    if (!focusTarget('history')) showToast(t('Nothing has been changed on this track.'));
  },
};

/** Runs a command; what fails becomes a message. */
export async function runOnTracks(command: TrackCommandId, tracks: TrackChoice): Promise<void> {
  try {
    await RUN[command](tracks);
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** Says yes of all tracks in a field of yes and no; where all of them have it, takes it away. */
async function turn(tracks: TrackChoice, field: 'favourite' | 'hidden' | 'trashed'): Promise<void> {
  const ids = await idsOf(tracks);
  const all = await service.tracks.matching.query({ query: `${field}:yes`, ids: [...ids] });
  await editChoice(tracks, { [field]: all.length === ids.length ? null : ['1'] });
}

/** Plays tracks in their order; one track of the list is played with what comes after it there. */
async function playTracks(tracks: TrackChoice): Promise<void> {
  const isLatest = requestPlay();
  const { page, query, sort } = useAddress.getState();
  const ids = await idsOf(tracks);
  const [first] = ids;
  if (first === undefined) return;
  const isOfList = page === 'library' && (ids.length === 1 || 'query' in tracks);
  const track = await service.tracks.get.query({ id: first });
  if (!isLatest()) return;
  await play(track, isOfList ? { kind: 'list', query, sort } : { kind: 'tracks', ids });
}

async function rate(tracks: TrackChoice, stars: number): Promise<void> {
  await editChoice(tracks, { rating: stars === 0 ? null : [String(stars)] });
}

/** Recordings that one call looks up. */
const MOST_MERGED = 1000;

async function mergeTracks(tracks: TrackChoice): Promise<void> {
  const ids = (await idsOf(tracks)).slice(0, MOST_MERGED);
  const gids = [...new Set(Object.values(await service.recordings.ofTracks.query({ ids })))];
  if (gids.length > 1) openDialog({ kind: 'recording', edit: { kind: 'merge', recordings: gids } });
  else showToast(gids.length === 1 ? t('They are one recording already.') : t('They are not analysed yet.'));
}

async function copyPaths(tracks: TrackChoice): Promise<void> {
  const ids = await idsOf(tracks);
  const facts = await service.tracks.facts.query({ ids: [...ids] });
  const paths = ids.flatMap((id) => facts[id]?.path ?? []);
  await copyText(paths.join('\n'), t('{{count}} paths copied', { count: paths.length }));
}

/** What fpcalc prints of a track's file, for programs that take it. */
async function copyFingerprint(tracks: TrackChoice): Promise<void> {
  const [id] = await idsOf(tracks);
  if (id === undefined) return;
  const { [id]: sound } = await service.tracks.fingerprints.query({ ids: [id] });
  if (sound === undefined) showToast(t('It has no fingerprint: its file is not analysed yet, or too short.'));
  else {
    const text = `DURATION=${Math.trunc(sound.duration)}\nFINGERPRINT=${sound.fingerprint}\n`;
    await copyText(text, t('Fingerprint copied, as fpcalc prints it.'));
  }
}
