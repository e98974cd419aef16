import type { Reply } from '../../shared/contract/answers.ts';
import type { SettingsView } from '../../shared/contract/model-views.ts';
import type { MachineSettings } from '../../shared/settings.ts';
import type { ThumbnailCache } from '../thumbnail/thumbnail-cache.ts';
import { catalogBytes } from '../core/own-data.ts';
import { refusal, reply, type CommandHandlers } from './command-handlers.ts';
import { failureText } from './failure-text.ts';
import type { Library } from './library.ts';

export interface SettingsCommandParts {
  readonly library: () => Library;
  readonly thumbnails: ThumbnailCache;
  readonly machine: () => MachineSettings;
  /** Keeps them and acts on them. */
  readonly changeMachine: (machine: MachineSettings) => Promise<void>;
  /** The score from which a word of the model counts may be another one. */
  readonly onModelChange: () => void;
}

type SettingsCommand = 'settings' | 'changeSettings' | 'clearThumbnails';

/** Commands about what is set: for the catalog, kept in it; for this machine, kept beside the window's own state. */
export function settingsCommands(parts: SettingsCommandParts): CommandHandlers<SettingsCommand> {
  const { library, thumbnails, machine, changeMachine, onModelChange } = parts;

  async function view(): Promise<Reply<SettingsView>> {
    const { core, catalog: path } = library();
    const settings = await core.settings();
    if (!settings.ok) return refusal(failureText(settings.failure));
    const described = await core.describeModel(null);
    if (!described.ok) return refusal(failureText(described.failure));
    const foreseen = await core.foreseeRun();
    if (!foreseen.ok) return refusal(failureText(foreseen.failure));
    const { id, name, threshold } = described.value.model.manifest;
    const { engine, plan, memoryBytes, gpuBytes, allowed, machine: has } = foreseen.value;
    return reply({
      catalog: settings.value,
      machine: machine(),
      model: { id, name, threshold },
      run: {
        ...{ engine, plan, memoryBytes, gpuBytes, allowedBytes: allowed.memoryBytes },
        allowedGpuBytes: Number.isFinite(allowed.gpuBytes) ? allowed.gpuBytes : null,
        ...{ cores: has.cores, machineBytes: has.memoryBytes },
      },
      thumbnailBytes: await thumbnails.bytes(),
      catalogFile: { path, bytes: await catalogBytes(path) },
    });
  }

  return {
    settings: view,
    changeSettings: async ({ catalog, machine: change }) => {
      // Beside what is kept at this moment: the window may not have heard yet of the change before.
      if (change !== null) await changeMachine({ ...machine(), ...change });
      if (catalog !== null) {
        const changed = await library().core.changeSettings(catalog);
        if (!changed.ok) return refusal(failureText(changed.failure));
        onModelChange();
      }
      return view();
    },
    clearThumbnails: async () => {
      await thumbnails.clear();
      return view();
    },
  };
}
