import { describe, expect, it } from 'vitest';
import { describeUsers } from './mount-users.ts';

const users = (count: number): { pid: number; name: string }[] =>
  Array.from({ length: count }, (_, index) => ({ pid: index + 1, name: `player${index + 1}` }));

describe('programs that use a mount', () => {
  it('are named up to five', () => {
    expect(describeUsers(users(1))).toBe('player1 (1)');
    expect(describeUsers(users(2))).toBe('player1 (1) and player2 (2)');
    expect(describeUsers(users(5))).toBe('player1 (1), player2 (2), player3 (3), player4 (4) and player5 (5)');
    expect(describeUsers(users(6))).toBe('player1 (1), player2 (2), player3 (3), player4 (4) and 2 others');
  });

  it('that cannot be seen are another user’s', () => {
    expect(describeUsers([])).toBe("another user's program");
  });
});
