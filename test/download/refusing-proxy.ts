import { createServer, type AddressInfo } from 'node:net';

export interface RefusingProxy {
  readonly port: number;
  /** The first line of what was asked on each connection, in order. */
  readonly heard: readonly string[];
  close(): void;
}

/** A real proxy of this machine, which hears what is asked of it, and refuses. */
export async function openRefusingProxy(): Promise<RefusingProxy> {
  const heard: string[] = [];
  const proxy = createServer((socket) => {
    socket.once('data', (bytes) => {
      heard.push(bytes.toString('latin1').split('\r\n')[0] ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    port,
    heard,
    close: () => {
      proxy.close();
    },
  };
}
