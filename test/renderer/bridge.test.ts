import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectBridge } from '../../renderer/bridge.ts';
import type { WindowBridge } from '../../shared/contract/bridge.ts';
import { windowTexts } from '../../shared/texts/window.ts';

/** A window with what the preload puts on it, as far as a test needs it. */
function bridgeOf(application: Partial<WindowBridge>) {
  vi.stubGlobal('window', { classifold: application });
  return connectBridge();
}
const answering = (text: string) => bridgeOf({ count: () => Promise.resolve(text) });
const broken = { ok: false, message: windowTexts.brokenAnswer };

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a request', () => {
  it.each([
    { ok: true, value: { pictures: 3 } },
    { ok: true, value: null },
    { ok: false, message: 'The disk is full.' },
  ])('is answered with what the application replies: %j', async (reply) => {
    expect(await answering(JSON.stringify(reply)).request('count', { query: 'dog' })).toEqual(reply);
  });

  it.each([
    'null',
    '3',
    '"ok"',
    '[]',
    '{}',
    '{"value":3}',
    '{"ok":1,"value":3}',
    '{"ok":false}',
    '{"ok":false,"message":7}',
  ])('is answered with a refusal where what comes back is no reply: %s', async (text) => {
    expect(await answering(text).request('count', { query: 'dog' })).toEqual(broken);
  });

  it('is answered with a refusal where what comes back is no JSON', async () => {
    const reply = await answering('{"ok":true,').request('count', { query: 'dog' });
    expect(reply).toEqual({ ok: false, message: expect.any(String) as string });
  });

  it.each([
    [new Error('The application has gone.'), 'The application has gone.'],
    ['gone', windowTexts.brokenAnswer],
  ])('is answered with a refusal where it is rejected: %s', async (reason, message) => {
    const bridge = bridgeOf({ count: vi.fn<WindowBridge['count']>().mockRejectedValue(reason) });
    expect(await bridge.request('count', { query: 'dog' })).toEqual({ ok: false, message });
  });
});

describe('an event', () => {
  it('is heard where its payload is of the contract, and not where it is of another one', () => {
    let send: (payload: unknown) => void = () => undefined;
    const heard: unknown[] = [];
    const bridge = bridgeOf({
      on: (_event, listener) => {
        send = listener;
        return () => undefined;
      },
    });
    bridge.on('menu', (payload) => heard.push(payload));
    for (const payload of [undefined, null, 'find', {}, { item: 'format the disk' }, { item: 'find', more: 1 }]) {
      send(payload);
    }
    expect(heard).toEqual([]);
    send({ item: 'find' });
    expect(heard).toEqual([{ item: 'find' }]);
  });
});
