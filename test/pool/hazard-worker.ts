// The real worker, with hazards by file name: real processes that really abort, hang or leave. Native decoders and
// runtimes do these things on damaged files; which file does it on which machine cannot be had to order.
import path from 'node:path';
import { displayPath, type FilePath } from '../../shared/file-path.ts';
import { workerParts } from '../../main/worker/worker-parts.ts';
import { openParentPort } from '../../main/worker/parent-port.ts';
import { runWorker } from '../../main/worker/run-worker.ts';

/** The word after `hazard-` in a file's name. */
function hazardOf(file: FilePath): string | null {
  return /^hazard-([a-z-]+)/.exec(path.basename(displayPath(file)))?.[1] ?? null;
}

function blockForever(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const loading = process.env['HAZARD_LOADING'];

// Pictures whose session call is hazardous, by the tensor that their decoding gave.
let sessionHazard: string | null = null;

runWorker(
  {
    readPictureFile: async (file, options) => {
      if (hazardOf(file) === 'hang-reading') await new Promise(() => undefined);
      return workerParts.readPictureFile(file, options);
    },
    decodePicture: async (bytes, options, file) => {
      const hazard = hazardOf(file);
      if (hazard === 'abort') process.abort();
      if (hazard === 'exit') process.exit(7);
      if (hazard === 'hang') await new Promise(() => undefined);
      if (hazard === 'block') blockForever();
      if (hazard === 'throw') throw new Error('a bug in a decoder');
      // Once in a process's life: innocent, but unlucky.
      const decoded = await workerParts.decodePicture(bytes, options, file);
      if (hazard === 'abort-in-session') sessionHazard = hazard;
      return decoded;
    },
    openModel: async (start) => {
      if (loading === 'never') await new Promise(() => undefined);
      if (loading === 'abort') process.abort();
      const opened = await workerParts.openModel(start);
      if (!opened.ok) return opened;
      const { session } = opened;
      return {
        ...opened,
        session: {
          ...session,
          run: (images, n) => {
            if (sessionHazard !== null) process.abort();
            return session.run(images, n);
          },
        },
      };
    },
  },
  openParentPort(),
);
