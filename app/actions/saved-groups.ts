/**
 * The groups that a person has saved: the setting `actions.groups`, so that backups have them. They are changed in the
 * writing thread, one after the other.
 */
import { actionGroupsSchema } from '../library/action-groups.ts';
import { NotFoundError } from '../library/not-found.ts';
import { readSettings, writeSetting } from '../library/settings.ts';
import type { ActionGroup } from '../model/actions.ts';
import type { Connection } from '../storage/connection.ts';
import { ActionError } from './action.ts';
import { findAction } from './action-table.ts';
import { BUILT_IN_GROUPS } from './built-in-groups.ts';
import { findGroup, groupKey, prepareSteps } from './steps.ts';

/** Words that the command line reads as something else behind `descant act`. */
const RESERVED = new Set(['save', 'delete', 'export', 'import', 'then']);

export function savedGroups(connection: Connection): readonly ActionGroup[] {
  return readSettings(connection)['actions.groups'];
}

/**
 * Saves groups, all or none of them. A group of the same name is replaced.
 * @returns all saved groups, in order of their names
 * @throws ActionError for a name that is taken, and for steps that cannot run
 */
export function saveGroups(connection: Connection, groups: readonly ActionGroup[]): readonly ActionGroup[] {
  return connection.transaction(() => {
    const kept = new Map(savedGroups(connection).map((group) => [groupKey(group.name), group]));
    for (const group of groups) {
      const name = group.name.trim();
      checkName(name);
      prepareSteps(group.steps);
      kept.set(groupKey(name), { ...group, name });
    }
    return store(connection, [...kept.values()]);
  })();
}

/** @throws NotFoundError for a name that no saved group has */
export function deleteGroup(connection: Connection, name: string): readonly ActionGroup[] {
  return connection.transaction(() => {
    const groups = savedGroups(connection);
    const group = findGroup(groups, name);
    if (!group) throw new NotFoundError(`there is no saved group “${name}”`);
    return store(
      connection,
      groups.filter((other) => other !== group),
    );
  })();
}

function store(connection: Connection, groups: readonly ActionGroup[]): readonly ActionGroup[] {
  const sorted = groups.toSorted((a, b) => (groupKey(a.name) < groupKey(b.name) ? -1 : 1));
  writeSetting(connection, 'actions.groups', actionGroupsSchema.parse(sorted));
  return sorted;
}

function checkName(name: string): void {
  if (RESERVED.has(name.toLowerCase())) {
    throw new ActionError(`“${name}” is a word of descant act: choose another name`);
  }
  if (findAction(name)) throw new ActionError(`there is an action ${name}: choose another name for the group`);
  if (findGroup(BUILT_IN_GROUPS, name)) throw new ActionError(`“${name}” is built in: choose another name`);
  if (/^[-=]|[:=]|[\n\r]/.test(name)) {
    throw new ActionError(`“${name}” cannot be the name of a group: it reads like a query`);
  }
}
