/** Names in the folder of the dumps. */

export const STORE = 'store.db';
export const INDEX = 'index';
