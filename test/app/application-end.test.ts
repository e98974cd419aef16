import { expect, it } from 'vitest';
import { createApplicationEnd } from '../../main/app/application-end.ts';

it('a start that comes while the application closes follows its end, and one before is its own', async () => {
  const exits: (readonly string[] | null)[] = [];
  const answers = [false, true];
  let close: () => void = () => undefined;
  const ending = createApplicationEnd({
    mayEnd: () => Promise.resolve(answers.shift() ?? true),
    saveAndClose: () =>
      new Promise((resolve) => {
        close = resolve;
      }),
    exit: (again) => exits.push(again),
  });
  await ending.end();
  expect([ending.isEnding(), ending.keep(['/trip'])]).toEqual([false, false]);

  const asked = ending.end();
  expect([ending.isEnding(), ending.keep(['/trip'])]).toEqual([true, false]);
  await Promise.resolve();
  await Promise.resolve();
  expect(ending.keep(['/trip'])).toBe(true);
  await ending.end();
  expect(exits).toEqual([]);
  close();
  await asked;
  expect(exits).toEqual([['/trip']]);
});

it('nothing follows where nobody has started it again, also where the last steps fail', async () => {
  const exits: (readonly string[] | null)[] = [];
  await createApplicationEnd({
    mayEnd: () => Promise.resolve(true),
    saveAndClose: () => Promise.reject(new Error('the test lets this fail')),
    exit: (again) => exits.push(again),
  }).end();
  expect(exits).toEqual([null]);
});
