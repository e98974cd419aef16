import { expect, it, vi } from 'vitest';
import { catalogCommands } from '../../main/app/catalog-commands.ts';
import type { KeptOrders } from '../../main/app/kept-orders.ts';
import type { KeptViews } from '../../main/app/kept-views.ts';
import type { Library } from '../../main/app/library.ts';
import { createUnlocking } from '../../main/app/unlocking.ts';
import type { Answer } from '../../main/core/answer.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

const LOCKED: Answer<null> = { ok: false, failure: { kind: 'catalog', message: 'It is held.', opening: 'locked' } };
const DAMAGED: Answer<null> = {
  ok: false,
  failure: { kind: 'catalog', message: 'It is damaged.', opening: 'damaged' },
};

/** A catalog that gives these answers, one after the other, and then is open. */
function catalog(...answers: Answer<null>[]) {
  const attempts = { count: 0 };
  const open = (): Promise<Answer<null>> => {
    attempts.count += 1;
    return Promise.resolve(answers.shift() ?? { ok: true, value: null });
  };
  return { attempts, open };
}

it('a catalog that another program writes is opened when that is done', async () => {
  const { open, attempts } = catalog(LOCKED, LOCKED);
  const unlocking = createUnlocking(open, 1);
  await new Promise<void>((resolve) => {
    unlocking.begin(resolve);
    unlocking.begin(() => {
      throw new Error('it was begun twice');
    });
  });
  expect(attempts.count).toBe(3);
});

it('one that cannot be opened for another reason is not tried for ever', async () => {
  const { open, attempts } = catalog(LOCKED, DAMAGED);
  await new Promise<void>((resolve) => {
    createUnlocking(open, 1).begin(resolve);
  });
  expect(attempts.count).toBe(2);
});

it('nothing is opened any more when the library is closed', async () => {
  const onOver = vi.fn();
  const { open, attempts } = catalog();
  const unlocking = createUnlocking(open, 1);
  unlocking.begin(onOver);
  await unlocking.stop();
  unlocking.begin(onOver);
  const other = createUnlocking(open, 1);
  await new Promise<void>((resolve) => {
    other.begin(resolve);
  });
  expect(attempts.count).toBe(1);
  expect(onOver).not.toHaveBeenCalled();
});

it('the window is told that it opens by itself, where it does', async () => {
  const begun = vi.fn();
  const start = async (answer: Answer<null>) => {
    const library = { core: { open: () => Promise.resolve(answer) }, unlocking: { begin: begun } };
    const [keptOrders, keptViews] = [{} as KeptOrders, {} as KeptViews];
    const parts = { library: () => library as unknown as Library, version: '1', keptOrders, keptViews };
    return catalogCommands({ ...parts, onChange: () => undefined }).start({});
  };
  expect(await start(DAMAGED)).toEqual({ ok: false, message: 'It is damaged.' });
  expect(begun).not.toHaveBeenCalled();
  expect(await start(LOCKED)).toEqual({ ok: false, message: `It is held. ${applicationTexts.opensByItself}` });
  expect(begun).toHaveBeenCalledOnce();
});
