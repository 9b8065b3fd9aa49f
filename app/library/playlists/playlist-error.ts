/** Why a change of playlists was refused. */
export type PlaylistErrorCode = 'NOT_FOUND' | 'NAME_TAKEN' | 'BAD_NAME' | 'BAD_PLACE' | 'NOT_BY_HAND' | 'NO_RULE';

export class PlaylistError extends Error {
  readonly code: PlaylistErrorCode;
  constructor(code: PlaylistErrorCode, message: string) {
    super(message);
    this.name = 'PlaylistError';
    this.code = code;
  }
}
