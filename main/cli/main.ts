import { readFileSync } from 'node:fs';
import path from 'node:path';
import { thrownStack } from '../../shared/thrown.ts';
import { ProcessDied } from '../process/started-process.ts';
import { EXIT } from './exit-status.ts';
import { createOutput } from './output.ts';
import { runProgram } from './program.ts';
import { isAskedToEnd } from './signals.ts';

/**
 * Who reads only the first lines (`| head`) closes the pipe: that is no error of ours, and nobody listens any more. Where a
 * Ctrl-C ended the reader it came here too, and is heard in the next turn of the loop: what is in flight is then finished.
 */
function endUnlessAsked(): void {
  setImmediate(() =>
    setImmediate(() => {
      if (!isAskedToEnd()) process.exit(EXIT.done);
    }),
  );
}

async function main(): Promise<void> {
  const output = createOutput(process.stdout, process.stderr, endUnlessAsked);
  const packageFile = path.resolve(import.meta.dirname, '..', '..', 'package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  process.exitCode = await runProgram(process.argv.slice(2), version, output);
}

main().catch((error: unknown) => {
  // What a bug says comes with where it was.
  const said = error instanceof ProcessDied ? error.message : thrownStack(error);
  process.stderr.write(`classifold: ${said}\n`);
  process.exitCode = EXIT.couldNotRun;
});
