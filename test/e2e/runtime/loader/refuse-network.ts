import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

/** Names the file that is told, a line each, of connections that were refused; where it is set, all are. */
const VARIABLE = 'CLASSIFOLD_TEST_REFUSED_CONNECTIONS';

/** Where a test asks for it, this process has no network: Node's side of it; Chromium has switches for its own. */
export function refuseNetwork(): void {
  const file = process.env[VARIABLE];
  if (file === undefined) return;
  const connect = Reflect.get(Socket.prototype, 'connect');
  Socket.prototype.connect = function (this: Socket, ...target: readonly unknown[]) {
    if (isOnThisMachine(target)) return Reflect.apply(connect, this, target) as Socket;
    appendFileSync(file, `${JSON.stringify(target)}\n`);
    throw new Error(`There is no network in this test, and ${process.title} asked for ${JSON.stringify(target)}`);
  };
}

/** A named pipe or a socket of the file system: processes of the application speak to each other by those. */
function isOnThisMachine([target]: readonly unknown[]): boolean {
  const options: unknown = Array.isArray(target) ? target[0] : target;
  return typeof options === 'object' && options !== null && 'path' in options && typeof options.path === 'string';
}
