import { openParentPort } from '../../../main/process/parent-port.ts';
import type { Hazard, Word } from './hazard.ts';

// A utility process that says something and dies of it.

const port = openParentPort();
let firstAt = 0;

function say(word: number, letters: number): Promise<void> {
  const message: Word = { word, at: Math.round(performance.now() - firstAt), letters: 'x'.repeat(letters) };
  return port.send(message);
}

async function die({ words, letters, isPatient, end }: Hazard): Promise<void> {
  firstAt = performance.now();
  await say(0, letters);
  for (let word = 1; word <= words; word++) {
    const said = say(word, letters);
    if (isPatient) await said;
  }
  if (end === 'finish') port.end();
  else if (end === 'exit 7') process.exit(7);
  else process.kill(process.pid, end);
}

port.onMessage((hazard) => void die(hazard as Hazard));
