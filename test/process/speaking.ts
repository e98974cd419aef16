// A process that speaks as a utility process does, to the inlet that is named. It says words of its own and then kills
// itself; with none to say, it says back what it hears from the outlet, and ends when it hears `end`.
import { openUtilityPort } from '../../main/process/utility-port.ts';

const [inlet = '', outlet = '', words = '', bytes = ''] = process.argv.slice(2);
const port = openUtilityPort({ inlet, outlet });

async function speak(): Promise<void> {
  for (let word = 0; word < Number(words); word++) await port.send({ word, bytes: Buffer.alloc(Number(bytes), word) });
  process.kill(process.pid, 'SIGKILL');
}

if (words === '') {
  port.onMessage((message) => {
    void port.send(message as object);
    if ((message as { readonly word: unknown }).word === 'end') port.end();
  });
} else {
  void speak();
}
