import path from 'node:path';
import { idOfName, MAX_NAME_LENGTH } from '../model/manifest.ts';
import { answer, refuse } from './answer.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { prepareImport } from './prepared-import.ts';

/** What programs put behind a checkpoint's name. */
const CHECKPOINT_ENDING = /(?:\.(?:safetensors|pth|pt|bin|ckpt|tar))+$/i;

/** Bringing a person's own models in. */
export function createModelImport(options: CoreOptions): Pick<Core, 'importModel' | 'prepareImport'> {
  const prepare: Core['prepareImport'] = async (request, signal, tell) => {
    const { file, origin, labelsFile } = request;
    const name = (request.name ?? path.basename(file).replace(CHECKPOINT_ENDING, '')).trim();
    const id = idOfName(name);
    if (id === null || name.length > MAX_NAME_LENGTH) return refuse({ kind: 'unusable-model-name', name });
    const wanted = { file, origin, labelsFile, id, name, provenance: null, replaces: false };
    return prepareImport(options, wanted, request.testPicture, signal, (recognised) => {
      tell(recognised);
      return null;
    });
  };
  return {
    prepareImport: prepare,
    importModel: async (request, signal, tell) => {
      const prepared = await prepare(request, signal, tell);
      if (!prepared.ok) return prepared;
      if (prepared.value.kind !== 'prepared') return answer(prepared.value);
      const { recognised, best } = prepared.value;
      const accepted = await prepared.value.accept();
      return accepted.ok ? answer({ kind: 'imported', model: accepted.value, recognised, best }) : accepted;
    },
  };
}
