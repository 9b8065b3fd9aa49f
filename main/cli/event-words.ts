/** Events of the library as lines for people. */
import type { LibraryEvent } from '../../app/model/events.ts';
import type { TaskProgress } from '../../app/model/jobs.ts';
import type { PlayerCommand } from '../../app/model/player.ts';
import { countOf, formatDuration } from './output.ts';

type EventOf<Type extends LibraryEvent['type']> = LibraryEvent & { readonly type: Type };

const WORDS: { readonly [Type in LibraryEvent['type']]: (event: EventOf<Type>) => string } = {
  progress: ({ progress: { job, state, done, total, failed, message } }) =>
    `${job} ${state}: ${done} of ${total ?? '?'}${failed > 0 ? `, ${failed} failed` : ''}${because(message)}`,
  tasks: ({ tasks }) => tasks.map(taskWords).join('; ') || 'jobs: none',
  tracks: ({ ids }) => (ids === null ? 'many tracks changed' : `${countOf(ids.length, 'track')} changed${named(ids)}`),
  playlists: ({ ids }) => `${countOf(ids.length, 'playlist')} changed${named(ids)}`,
  'edit-progress': ({ done, total }) => `edit: ${done} of ${countOf(total, 'track')}`,
  settings: () => 'settings changed',
  player: ({ command }) => `player is asked: ${commandWords(command)}`,
  health: () => 'health: other findings than before',
  'health-survey': ({ done, total, isComplete }) => `health: ${isComplete ? 'surveyed' : `${done} of ${total}`}`,
  duplicates: ({ progress: { state, compared, analysed, recordings, message } }) =>
    `duplicates ${state}: ${compared} of ${analysed} compared, ${countOf(recordings, 'recording')}${because(message)}`,
  verify: ({ progress: { state, done, total, problems, message } }) =>
    `verify ${state}: ${done} of ${total}${problems > 0 ? `, ${countOf(problems, 'problem')}` : ''}${because(message)}`,
  identification: ({ progress: { state, done, total, message } }) =>
    `identification ${state}: ${done} of ${total}${because(message)}`,
  submissions: () => 'submissions changed',
  mount: ({ mount: { state, directory, message } }) =>
    `mount: ${state}${directory === null ? '' : ` at ${directory}`}${because(message)}`,
  'refused-save': ({ save: { author, path, reason } }) => `${author} saved ${path}, which was refused: ${reason}`,
};

/** What an event says, without its time. */
export function eventWords<Type extends LibraryEvent['type']>(event: EventOf<Type>): string {
  return WORDS[event.type as Type](event);
}

function taskWords({ task, state, done, total, message }: TaskProgress): string {
  return `${task} ${state}: ${done} of ${total ?? '?'}${because(message)}`;
}

/** Ids are listed where they are few. */
const MOST_NAMED = 10;

function named(ids: readonly number[]): string {
  return ids.length === 0 || ids.length > MOST_NAMED ? '' : `: ${ids.join(', ')}`;
}

function because(message: string | null): string {
  return message === null ? '' : ` (${message})`;
}

function commandWords(command: PlayerCommand): string {
  if (command.do === 'seek') return `seek ${formatDuration(command.position)}`;
  if (command.do === 'volume') return `volume ${Math.round(command.volume * 100)}`;
  if (command.do === 'shuffle') return `shuffle ${command.on ? 'on' : 'off'}`;
  return command.do === 'repeat' ? `repeat ${command.mode}` : command.do;
}
