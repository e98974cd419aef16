import { describe, expect, it } from 'vitest';
import { openUtilityPort, type UtilityChannel } from '../../main/process/utility-port.ts';
import type { FromUtility, ToUtility } from '../../main/process/utility-envelope.ts';

/** The other end of a channel, as the application has it. */
function openChannel() {
  const sent: FromUtility[] = [];
  let hear: (event: { readonly data: ToUtility }) => void = () => undefined;
  const channel: UtilityChannel = {
    postMessage: (message) => sent.push(message),
    on: (_event, listener) => {
      hear = listener;
    },
  };
  return {
    channel,
    sent,
    say: (data: ToUtility) => {
      hear({ data });
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the parent port of a utility process', () => {
  it('numbers what it sends, and waits for the receipt', async () => {
    const { channel, sent, say } = openChannel();
    const port = openUtilityPort(channel, () => undefined);
    const arrived: string[] = [];
    for (const name of ['a', 'b', 'c']) void port.send({ name }).then(() => arrived.push(name));
    await settled();
    expect(sent.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(arrived).toEqual([]);
    say({ kind: 'received', sequence: 2 });
    await settled();
    expect(arrived).toEqual(['a', 'b']);
  });

  it('hands over messages without their envelope', () => {
    const { channel, say } = openChannel();
    const heard: unknown[] = [];
    openUtilityPort(channel, () => undefined).onMessage((message) => heard.push(message));
    say({ kind: 'message', message: { path: 'x' } });
    say({ kind: 'received', sequence: 1 });
    expect(heard).toEqual([{ path: 'x' }]);
  });

  it('ends when everything was heard, not before', () => {
    const { channel, say } = openChannel();
    let exits = 0;
    const port = openUtilityPort(channel, () => (exits += 1));
    void port.send({ last: true });
    port.end();
    expect(exits).toBe(0);
    say({ kind: 'received', sequence: 1 });
    expect(exits).toBe(1);
  });
});
