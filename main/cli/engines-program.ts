import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { PACKED_ENGINES, type PackedEngine } from '../../shared/engine-pack.ts';
import { commandLineTexts } from '../../shared/texts/command-line.ts';
import { engineCommandTexts as texts } from '../../shared/texts/engine-commands.ts';
import { addEngine, listEngines, removeEngine, verifyEngine } from './commands/engines.ts';
import type { ProgramParts } from './words-program.ts';

interface EngineOptions {
  readonly catalog?: string;
  readonly model?: string;
  readonly measure?: true;
  readonly json?: true;
  readonly digest?: string;
}

/** Commands about what computes the network. */
export function addEngineCommands(
  program: Command,
  { command, machineOptions, on, output }: Pick<ProgramParts, 'command' | 'machineOptions' | 'on' | 'output'>,
): void {
  const engines = program.command('engines').description(texts.commands.engines);
  machineOptions(command(engines, 'list', texts.commands.list, { isDefault: true }))
    .option('--measure', texts.options.measure)
    .option('--json', commandLineTexts.options.json)
    .addHelpText('after', texts.help)
    .action(
      on<EngineOptions>((core, { measure, json, model }) =>
        listEngines(core, { measure: measure === true, json: json === true, modelId: model ?? null }, output),
      ),
    );
  command(engines, 'add', texts.commands.add)
    .argument('<path>', texts.arguments.path)
    .addOption(new Option('--digest <sha256>', texts.options.digest).argParser(readDigest))
    .action((path: string, options: EngineOptions) =>
      on<EngineOptions>((core, { digest }) => addEngine(core, path, digest ?? null, output))(options),
    );
  for (const [name, run] of [
    ['remove', removeEngine],
    ['verify', verifyEngine],
  ] as const) {
    command(engines, name, texts.commands[name])
      .addArgument(new Argument('<engine>', texts.arguments.engine).choices(PACKED_ENGINES))
      .action((engine: PackedEngine, options: EngineOptions) =>
        on<EngineOptions>((core) => run(core, engine, output))(options),
      );
  }
}

function readDigest(value: string): string {
  if (!/^[0-9a-f]{64}$/i.test(value)) throw new InvalidArgumentError(texts.wrongDigest(value));
  return value;
}
