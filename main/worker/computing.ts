import { saysOutOfMemory } from '../../shared/out-of-memory.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { softmax } from '../engine/softmax.ts';
import { topK } from '../engine/top-k.ts';
import { writeImageTensor } from '../picture/image-tensor.ts';
import type { PreparedPicture } from './preparing.ts';
import type { WorkerStart } from './protocol.ts';
import type { OpenedModel, WorkerPort } from './ports.ts';

/**
 * The second half of a worker: takes decoded pictures through the session, as many at a time as are there, up to a
 * batch, and sends their outcomes. It never waits for a batch to fill. A session that finds no memory is the last that is heard of it.
 */
export function createComputing(
  { session, layout, preprocessing, classes }: Extract<OpenedModel, { ok: true }>,
  { batch, k }: WorkerStart,
  port: WorkerPort,
): (prepared: PreparedPicture) => void {
  const ready: PreparedPicture[] = [];
  const pictureLength = 3 * preprocessing.inputSize ** 2;
  const images = new Float32Array(batch * pictureLength);
  let isComputing = false;

  async function computeAll(): Promise<void> {
    isComputing = true;
    while (ready.length > 0) {
      // One turn of the event loop: what was read and decoded meanwhile moves on to its next thread.
      await new Promise((resolve) => setImmediate(resolve));
      await computeBatch(ready.splice(0, batch));
    }
    isComputing = false;
  }

  async function computeBatch(pictures: readonly PreparedPicture[]): Promise<void> {
    for (const [i, { picture }] of pictures.entries()) {
      writeImageTensor(picture.pixels, preprocessing, images, i * pictureLength, layout);
    }
    // A crash may follow at once: the announcement has to be out before.
    await port.send({ kind: 'computing', ids: pictures.map(({ id }) => id) });
    const logits = await compute(pictures.length);
    for (const [i, { id, content, picture }] of pictures.entries()) {
      const scores = topK(softmax(logits.subarray(i * classes, (i + 1) * classes)), k);
      const { facts, format, warning } = picture;
      const classification = { facts, format, warning, scores };
      void port.send({ kind: 'done', id, outcome: { kind: 'classified', content, classification } });
    }
  }

  async function compute(pictures: number): Promise<Float32Array> {
    try {
      return await session.run(images, pictures);
    } catch (error) {
      const reason = thrownMessage(error);
      if (!saysOutOfMemory(reason)) throw error;
      await port.send({ kind: 'out-of-memory', reason });
      // The pool ends this process, and gives its pictures to others.
      return new Promise(() => undefined);
    }
  }

  return (prepared) => {
    ready.push(prepared);
    if (!isComputing) void computeAll();
  };
}
