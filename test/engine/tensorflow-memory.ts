import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const measured = z.object({ tensors: z.number(), megabytes: z.number() });
const printed = z.object({ start: measured, afterBatches: measured, afterSessions: measured });

/** Tensors and resident memory, 10⁶ bytes, of a process of TensorFlow before and after its work. */
export async function memoryOfTensorflow(batches: number, sessions: number): Promise<z.infer<typeof printed>> {
  const program = path.join(import.meta.dirname, 'tensorflow-memory-program.ts');
  const args = ['--expose-gc', program, String(batches), String(sessions)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return printed.parse(JSON.parse(stdout));
}
