// A process that speaks as a utility process does, to the inlet that is named, and then kills itself.
import { openUtilityPort } from '../../main/process/utility-port.ts';

const [address = '', words = '', bytes = ''] = process.argv.slice(2);
const port = openUtilityPort({ on: () => undefined }, address);

async function speak(): Promise<void> {
  for (let word = 0; word < Number(words); word++) await port.send({ word, bytes: Buffer.alloc(Number(bytes), word) });
  process.kill(process.pid, 'SIGKILL');
}

void speak();
