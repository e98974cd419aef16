import { expect, it } from 'vitest';
import { argumentsWith, createStartAgain } from '../../main/app/start-again.ts';

it('a start that comes while this one ends is kept, with all that is to be classified', () => {
  const again = createStartAgain();
  expect(again.keep(['/trip'])).toBe(false);
  again.begin();
  expect(again.kept()).toBeNull();
  expect(again.keep([])).toBe(true);
  expect(again.kept()).toEqual([]);
  again.keep(['/trip']);
  again.keep(['/more', '/trip']);
  expect(again.kept()).toEqual(['/trip', '/more']);
});

it('it is started as this one was, with its own folders', () => {
  const own = ['/opt/electron', '/app', '--no-sandbox', '/old'];
  expect(argumentsWith(['/trip'], own, (arg) => arg === '/old')).toEqual(['/app', '--no-sandbox', '/trip']);
});
