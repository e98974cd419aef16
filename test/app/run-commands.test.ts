import { expect, it } from 'vitest';
import type { Library } from '../../main/app/library.ts';
import { runCommands } from '../../main/app/run-commands.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

it('a preview that nobody waits for any more ends its walk', async () => {
  const core = {
    previewRun: (_request: unknown, signal: AbortSignal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve({ ok: true, value: null });
        });
      }),
  };
  const library = { core, expectPictures: () => undefined } as unknown as Library;
  const commands = runCommands({
    library: () => library,
    samples: { bundled: '/bundled', kept: '/kept' },
    keptOrders: {
      drop: () => undefined,
      left: () => [],
      take: () => [],
      leave: () => undefined,
      keep: () => undefined,
      forget: () => undefined,
    },
    measuring: { isRunning: () => false },
  });
  const previewed = commands.previewRun({ paths: ['/card'] });
  await commands.cancelPreview({});
  expect(await previewed).toEqual({ ok: false, message: applicationTexts.previewReplaced });
});
