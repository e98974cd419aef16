import Database from 'better-sqlite3';
import { InferenceSession } from 'onnxruntime-node';
import sharp from 'sharp';
import { thrownMessage } from '../../../../shared/thrown.ts';
import { tensorflowEngine } from '../../../../main/engine/tensorflow.ts';
import { trialLogits } from './network.ts';

// Loads each native package and has it do something.

async function answer(): Promise<void> {
  const database = new Database(':memory:');
  const row = database.prepare('SELECT ? AS text, sqlite_version() AS version').get('kept') as object;
  database.close();
  const picture = { create: { width: 2, height: 1, channels: 3, background: '#ff0000' } } as const;
  const pixels = await sharp(picture).raw().toBuffer();
  const refused = await InferenceSession.create(new Uint8Array([0])).then(
    () => 'a session without a model',
    (error: unknown) => String(error),
  );
  const globals = ['structuredClone', 'fetch', 'Response', 'Blob'].filter((name) => !(name in globalThis));
  const tensorflow = await trialLogits(tensorflowEngine(null)).catch(thrownMessage);
  process.parentPort.postMessage({
    node: process.versions.node,
    row,
    pixels: [...pixels],
    refused,
    tensorflow,
    missing: globals,
  });
}

void answer();
