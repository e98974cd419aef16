import { Option, type Command } from 'commander';
import { ORIGIN_IDS, type OriginId } from '../../shared/recognition.ts';
import { commandLineTexts } from '../../shared/texts/command-line.ts';
import { modelCommandTexts as texts } from '../../shared/texts/model-commands.ts';
import { addCompareCommands } from './compare-program.ts';
import { installModel, listInstallable } from './commands/install-models.ts';
import { importModel, removeModel } from './commands/own-models.ts';
import { describeModel, listClasses, listModels, verifyModels } from './commands/models.ts';
import type { ProgramParts } from './words-program.ts';

interface ModelOptions {
  readonly catalog?: string;
  readonly model?: string;
}

interface ImportOptions extends ModelOptions {
  readonly labels?: string;
  readonly origin?: OriginId;
  readonly name?: string;
  readonly json?: true;
}

interface InstallOptions extends ModelOptions {
  readonly from?: string;
  readonly json?: true;
}

interface RemoveOptions extends ModelOptions {
  readonly keepPredictions?: true;
  readonly deletePredictions?: true;
}

/** Commands about models. */
export function addModelCommands(
  program: Command,
  parts: Pick<ProgramParts, 'command' | 'machineOptions' | 'on' | 'output'>,
): void {
  const { command, on, output } = parts;
  const models = program.command('models').description(texts.commands.models);
  command(models, 'list', texts.commands.list, { isDefault: true }).action(
    on<ModelOptions>((core) => listModels(core, output)),
  );
  command(models, 'describe', texts.commands.describe)
    .argument('<id>', texts.arguments.id)
    .action((id: string, options: ModelOptions) =>
      on<ModelOptions>((core) => describeModel(core, id, output))(options),
    );
  command(models, 'classes', texts.commands.classes)
    .argument('[word...]', texts.arguments.word)
    .action((words: readonly string[], options: ModelOptions) =>
      on<ModelOptions>((core) =>
        listClasses(core, options.model ?? null, words.length === 0 ? null : words.join(' '), output),
      )(options),
    );
  command(models, 'import', texts.commands.import)
    .argument('<file>', texts.arguments.file)
    .option('--labels <file>', texts.options.labels)
    .addOption(new Option('--origin <origin>', texts.options.origin).choices(ORIGIN_IDS))
    .option('--name <name>', texts.options.name)
    .option('--json', commandLineTexts.options.json)
    .addHelpText('after', texts.importHelp)
    .action((file: string, options: ImportOptions) =>
      on<ImportOptions>((core, { labels, origin, name, json }) =>
        importModel(
          core,
          { file, labelsFile: labels ?? null, origin: origin ?? null, name: name ?? null },
          json === true,
          output,
        ),
      )(options),
    );
  command(models, 'available', texts.commands.available)
    .option('--json', commandLineTexts.options.json)
    .action(on<InstallOptions>((core, { json }) => listInstallable(core, json === true, output)));
  command(models, 'install', texts.commands.install)
    .argument('<id>', texts.arguments.published)
    .option('--from <file>', texts.options.from)
    .option('--json', commandLineTexts.options.json)
    .addHelpText('after', texts.installHelp)
    .action((id: string, options: InstallOptions) =>
      on<InstallOptions>((core, { from, json }) => installModel(core, id, from ?? null, json === true, output))(
        options,
      ),
    );
  command(models, 'verify', texts.commands.verify)
    .argument('[id]', texts.arguments.id)
    .action((id: string | undefined, options: ModelOptions) =>
      on<ModelOptions>((core) => verifyModels(core, id ?? null, output))(options),
    );
  command(models, 'remove', texts.commands.remove)
    .argument('<id>', texts.arguments.id)
    .option('--keep-predictions', texts.options.keep)
    .option('--delete-predictions', texts.options.delete)
    .action((id: string, options: RemoveOptions) =>
      on<RemoveOptions>((core, { keepPredictions, deletePredictions }) =>
        removeModel(core, id, { keep: keepPredictions === true, delete: deletePredictions === true }, output),
      )(options),
    );
  addCompareCommands(models, parts);
}
