// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ImportDialog } from '../../../renderer/models/import-dialog.tsx';
import type { Reply } from '../../../shared/contract/answers.ts';
import type { PreparedImportView } from '../../../shared/contract/model-arrivals.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok, type FakeBridge } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.importModel;

const PREPARED: PreparedImportView = {
  id: 'our-three',
  name: 'Our three',
  recognised: {
    network: { dialect: 'timm', variant: 'lite0', classes: 3 },
    origin: 'timm-tf',
    assumed: [{ kind: 'family', taken: 'timm-tf', other: 'timm' }],
    labels: { kind: 'given', classes: 3, inHierarchy: 2, repeated: [], unknownSynsets: ['n00000001'] },
  },
  tried: { picture: 'koala.jpg', label: 'furry beast', score: 0.91, url: 'picture://test/1' },
};

type Prepare = () => Promise<Reply<PreparedImportView | null>>;

/** An application whose person chooses one file of each kind. */
function application(prepare: Prepare = () => ok(PREPARED)): FakeBridge {
  return fakeBridge({
    chooseModelFile: ({ kind }) => ok(`/home/you/${kind}.file`),
    prepareImport: prepare,
    acceptImport: () => ok({ id: 'our-three', name: 'Our three' }),
    discardImport: () => ok(null),
  });
}

let closed = 0;
async function open(bridge = application()): Promise<FakeBridge> {
  await act(async () => {
    render(<ImportDialog onClose={() => (closed += 1)} />, { wrapper: inWindow(bridge) });
    await Promise.resolve();
  });
  return bridge;
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
async function press(name: string): Promise<void> {
  await act(async () => {
    fireEvent.click(button(name));
    await Promise.resolve();
  });
}
const askedFor = ({ asked }: FakeBridge, name: string) => asked.filter((one) => one.name === name);

beforeEach(() => {
  closed = 0;
  stubWindow();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('asks with what a person said and chose, and with nothing where nothing was', async () => {
  const bridge = await open();
  expect(button(texts.look).disabled).toBe(true);
  await press(texts.chooseOf(texts.file));
  await press(texts.look);
  const usual = { file: '/home/you/checkpoint.file', labels: null, origin: null, name: null, picture: null };
  expect(askedFor(bridge, 'prepareImport')).toEqual([{ name: 'prepareImport', input: usual }]);
  await press(texts.found.again);
  await press(texts.chooseOf(texts.labels));
  await press(texts.chooseOf(texts.picture));
  fireEvent.change(screen.getByRole('textbox', { name: texts.name }), { target: { value: '  Our three ' } });
  fireEvent.change(screen.getByLabelText(texts.origin), { target: { value: 'timm-tf' } });
  await press(texts.look);
  expect(askedFor(bridge, 'prepareImport').at(-1)?.input).toEqual({
    file: '/home/you/checkpoint.file',
    labels: '/home/you/labels.file',
    origin: 'timm-tf',
    name: 'Our three',
    picture: '/home/you/picture.file',
  });
});

it('shows what was recognised, what is assumed and the picture it was tried on, and accepts it', async () => {
  const bridge = await open();
  await press(texts.chooseOf(texts.file));
  await press(texts.look);
  expect(screen.getByText(/EfficientNet-Lite0, 3 classes, tensors named as in timm/u)).toBeTruthy();
  expect(screen.getByText(/give the origin timm\./u)).toBeTruthy();
  expect(screen.getByText(/2 of them in WordNet’s groups/u)).toBeTruthy();
  expect(screen.getByText(/n00000001/u)).toBeTruthy();
  expect(screen.getByText(texts.found.saw('koala.jpg', 'furry beast', 0.91))).toBeTruthy();
  expect(screen.getByRole<HTMLImageElement>('img', { name: 'koala.jpg' }).src).toBe('picture://test/1');
  expect(document.activeElement?.getAttribute('aria-label')).toBe(texts.found.title);
  await press(texts.found.accept);
  expect(askedFor(bridge, 'acceptImport')).toHaveLength(1);
  expect(askedFor(bridge, 'discardImport')).toHaveLength(0);
  expect(closed).toBe(1);
});

it.each([
  ['Discard', () => press(texts.found.discard)],
  [
    'Escape',
    () =>
      act(async () => {
        fireEvent.keyDown(document.body, { key: 'Escape' });
        await Promise.resolve();
      }),
  ],
])('leaves nothing when it is left by %s', async (_how, leave) => {
  const bridge = await open();
  await press(texts.chooseOf(texts.file));
  await press(texts.look);
  await leave();
  expect(askedFor(bridge, 'discardImport')).toHaveLength(1);
  expect(askedFor(bridge, 'acceptImport')).toHaveLength(0);
  expect(closed).toBe(1);
});

it('can be left while the model is tried, which is cancelled then', async () => {
  const prepared = later<Reply<PreparedImportView | null>>();
  const bridge = await open(application(() => prepared.promise));
  await press(texts.chooseOf(texts.file));
  await press(texts.look);
  expect(screen.getByText(texts.looking)).toBeTruthy();
  await press(texts.cancel);
  expect(askedFor(bridge, 'discardImport')).toHaveLength(1);
  expect(closed).toBe(1);
  await act(async () => {
    prepared.resolve({ ok: true, value: null });
    await prepared.promise;
  });
});

it('says why a checkpoint is none, until something else is said', async () => {
  await open(application(() => Promise.resolve({ ok: false, message: 'holds no EfficientNet' })));
  await press(texts.chooseOf(texts.file));
  await press(texts.look);
  expect(screen.getByRole('alert').textContent).toContain('holds no EfficientNet');
  await press(texts.chooseOf(texts.labels));
  expect(screen.queryByRole('alert')).toBeNull();
});

it('offers nothing to accept where the model is there already', async () => {
  const bridge = await open(application(() => ok({ ...PREPARED, tried: null })));
  await press(texts.chooseOf(texts.file));
  await press(texts.look);
  expect(screen.getByText(texts.found.present('Our three'))).toBeTruthy();
  expect(screen.queryByRole('button', { name: texts.found.accept })).toBeNull();
  await press(texts.found.close);
  expect(closed).toBe(1);
  expect(askedFor(bridge, 'discardImport')).toHaveLength(0);
});
