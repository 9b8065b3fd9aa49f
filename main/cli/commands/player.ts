/**
 * `descant player`: what an open page of the running service plays, and its control, as media keys and desktop widgets do
 * it. The page does what is asked when the event reaches it; the command does not wait for that.
 */
import { REPEAT_MODES, type PlayerCommand, type ShownPlayerState } from '../../../app/model/player.ts';
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { readArguments, readNumber, UsageError } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { formatDuration, printJson, printLines, table } from '../output.ts';
import { runningService } from '../running-service.ts';
import { chooseAction, type SubCommand } from '../sub-command.ts';

/** What an action asks for; null for the one that only shows. */
type Asked = PlayerCommand | null;

interface PlayerAction extends SubCommand<never> {
  /** @throws UsageError */
  asks(word: string, api: Api): Asked | Promise<Asked>;
}

const simple = (name: 'play' | 'pause' | 'toggle' | 'stop' | 'next' | 'previous' | 'raise'): PlayerAction => ({
  takes: '',
  least: 0,
  most: 0,
  options: [],
  asks: () => ({ do: name }),
});
const withWord = (takes: string, asks: PlayerAction['asks']): PlayerAction => ({
  takes,
  least: 1,
  most: 1,
  options: [],
  asks,
});

const ACTIONS: Readonly<Record<string, PlayerAction>> = {
  show: { takes: '', least: 0, most: 0, options: [], asks: () => null },
  play: simple('play'),
  pause: simple('pause'),
  toggle: simple('toggle'),
  stop: simple('stop'),
  next: simple('next'),
  previous: simple('previous'),
  raise: simple('raise'),
  seek: withWord('a place such as 1:30, 90, +10 or -10', seek),
  volume: withWord('a number from 0 to 100', (word) => ({
    do: 'volume',
    volume: readNumber('player volume', word, 0, 100) / 100,
  })),
  shuffle: withWord('on or off', (word) => ({ do: 'shuffle', on: oneOf('shuffle', word, ['on', 'off']) === 'on' })),
  repeat: withWord('off, all or one', (word) => ({ do: 'repeat', mode: oneOf('repeat', word, REPEAT_MODES) })),
};

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {});
  const { action, words } = chooseAction('player', ACTIONS, positionals, values, 'show');
  const { api } = await runningService(libraryFolder(values.library));
  const asked = await action.asks(words[0] ?? '', api);
  if (asked !== null) {
    await api.player.ask.mutate(asked);
    if (values.json) printJson({ asked });
    return 0;
  }
  const player = await api.player.state.query();
  if (values.json) printJson({ player });
  else printLines(player === null ? ['No open page has a track.'] : shown(player));
  return player === null ? 1 : 0;
}

/** A place in seconds or as it is shown, or a way from where the player is. */
async function seek(word: string, api: Api): Promise<PlayerCommand> {
  const [, sign, hours = '0', minutes = '0', seconds] =
    /^([+-]?)(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/.exec(word) ?? [];
  if (seconds === undefined) throw new UsageError(`player seek takes a place such as 1:30 or +10, not "${word}"`);
  const given = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  if (sign === '') return { do: 'seek', position: given };
  const player = await api.player.state.query();
  // Without a player, asking it says so.
  const { position = 0, track } = player ?? {};
  const wanted = sign === '+' ? position + given : position - given;
  // As media keys do: beyond the end is the next track.
  if (track && track.duration > 0 && wanted > track.duration) return { do: 'next' };
  return { do: 'seek', position: Math.max(0, wanted) };
}

function oneOf<Word extends string>(what: string, word: string, words: readonly Word[]): Word {
  const known = words.find((one) => one === word);
  if (known === undefined) throw new UsageError(`player ${what} takes ${words.join(', ')}, not "${word}"`);
  return known;
}

function shown({ state, position, volume, shuffle, repeat, track }: ShownPlayerState): string[] {
  return table([
    ['Track', `${track.id}  ${track.title}`],
    ...(track.artist === '' ? [] : [['Artist', track.artist]]),
    ...(track.album === '' ? [] : [['Album', track.album]]),
    ['State', `${state}, ${formatDuration(position)} of ${formatDuration(track.duration)}`],
    ['Volume', String(Math.round(volume * 100))],
    ['Shuffle', shuffle ? 'on' : 'off'],
    ['Repeat', repeat],
  ]);
}
