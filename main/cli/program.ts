import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ENGINE_CHOICES, type EngineChoice } from '../../shared/engine.ts';
import { parseExtensions } from '../../shared/picture.ts';
import { MAX_TOP_K } from '../../shared/prediction.ts';
import { SORT_KEYS, sortBy, type SortKey } from '../../shared/query/sort.ts';
import { MAX_WORKERS, type RunLimits } from '../../shared/settings.ts';
import { commandLineTexts as texts } from '../../shared/texts/command-line.ts';
import type { Core } from '../core/host-contract.ts';
import { classify, retryFailures } from './commands/classify.ts';
import { exportCsv } from './commands/export.ts';
import { forgetRoot, listRoots, moveRoot } from './commands/roots.ts';
import { search } from './commands/search.ts';
import { listFailures, status } from './commands/status.ts';
import { changeTag } from './commands/tags.ts';
import { addEngineCommands } from './engines-program.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { readGpuMemory, readMemory } from './gigabytes.ts';
import { catalogPath, openCore } from './host.ts';
import { addModelCommands } from './models-program.ts';
import type { Output } from './output.ts';
import { addWordCommands } from './words-program.ts';

/** What every command takes. */
interface CatalogOptions {
  readonly catalog?: string;
  readonly model?: string;
}

interface SearchCommandOptions extends CatalogOptions {
  readonly limit?: number;
  readonly sort: SortKey;
  readonly reverse?: true;
  readonly json?: true;
}

interface RunOptions extends CatalogOptions {
  readonly top?: number;
  readonly extensions?: readonly string[];
  readonly workers?: number;
  /** Bytes. */
  readonly memory?: number;
  /** Bytes. */
  readonly gpuMemory?: number;
  readonly engine?: EngineChoice;
  readonly ignore?: readonly string[];
  readonly json?: true;
  readonly verbose?: true;
}

/** Runs the command that `args` name. Answers what the process ends with; throws only what is a bug. */
export async function runProgram(args: readonly string[], version: string, output: Output): Promise<ExitStatus> {
  let ended: ExitStatus = EXIT.done;
  const on = <Options extends CatalogOptions>(
    run: (core: Core, options: Options) => Promise<ExitStatus>,
  ): ((options: Options) => Promise<void>) => {
    return async (options) => {
      const core = openCore(options.catalog, limitsOf(options), engineOf(options));
      try {
        ended = await run(core, options);
      } finally {
        await core.close();
      }
    };
  };
  const program = buildProgram(version, on, output);
  try {
    await program.parseAsync(args, { from: 'user' });
    return ended;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // --help and --version end by this error too.
    return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
  }
}

type On = <Options extends CatalogOptions>(
  run: (core: Core, options: Options) => Promise<ExitStatus>,
) => (options: Options) => Promise<void>;

function buildProgram(version: string, on: On, output: Output): Command {
  const program = new Command('classifold')
    .description(texts.program)
    .version(version)
    .addHelpText('after', texts.exitStatuses)
    .showHelpAfterError(texts.seeHelp)
    .exitOverride();
  const modelOf = ({ model }: CatalogOptions): string | null => model ?? null;

  runOptions(command(program, 'classify', texts.commands.classify))
    .argument('<path...>', texts.arguments.paths)
    .addOption(new Option('--tag <name>', texts.options.tag).argParser(readTags))
    .action((paths: readonly string[], options: RunOptions & { readonly tag?: readonly string[] }) =>
      on<RunOptions & { readonly tag?: readonly string[] }>((core, { tag }) =>
        classify(core, { ...runSettings(options), paths, tags: tag ?? [] }, outputOptions(options), output),
      )(options),
    );

  command(program, 'search', texts.commands.search)
    .argument('[query...]', texts.arguments.query)
    .addOption(new Option('--limit <n>', texts.options.limit).argParser(readLimit))
    .addOption(new Option('--sort <key>', texts.options.sort).choices(SORT_KEYS).default('score'))
    .option('--reverse', texts.options.reverse)
    .option('--json', texts.options.json)
    .addHelpText('after', texts.queryHelp)
    .action((words: readonly string[], options: SearchCommandOptions) =>
      on<typeof options>((core, { limit, sort, reverse, json }) =>
        search(
          core,
          {
            query: words.join(' '),
            modelId: modelOf(options),
            limit: limit ?? null,
            sort: sortBy(sort, reverse === true),
            json: json === true,
          },
          output,
        ),
      )(options),
    );

  for (const change of ['tag', 'untag'] as const) {
    command(program, change, texts.commands[change])
      .argument('<name>', texts.arguments.tag, readTag)
      .argument('<query...>', texts.arguments.query)
      .option('--dry-run', texts.options.dryRun)
      .addHelpText('after', texts.queryHelp)
      .action((name: string, words: readonly string[], options: CatalogOptions & { readonly dryRun?: true }) =>
        on<typeof options>((core, { dryRun }) =>
          changeTag(
            core,
            { change, name, selection: { query: words.join(' ') }, modelId: modelOf(options), dryRun: dryRun === true },
            output,
          ),
        )(options),
      );
  }

  addWordCommands(program, { command, on, readTag, output });

  command(program, 'export', texts.commands.export)
    .argument('[query...]', texts.arguments.query)
    .requiredOption('--csv <file>', texts.options.csv)
    .option('--long', texts.options.long)
    .option('--excel', texts.options.excel)
    .addHelpText('after', texts.queryHelp)
    .action(
      (
        words: readonly string[],
        options: CatalogOptions & { readonly csv: string; readonly long?: true; readonly excel?: true },
      ) =>
        on<typeof options>((core, { csv, long, excel }) =>
          exportCsv(
            core,
            {
              file: csv,
              query: words.join(' '),
              modelId: modelOf(options),
              long: long === true,
              excel: excel === true,
            },
            output,
          ),
        )(options),
    );

  const roots = program.command('roots').description(texts.commands.roots);
  command(roots, 'list', texts.commands.rootsList, { isDefault: true }).action(
    on<CatalogOptions>((core, options) => listRoots(core, modelOf(options), output)),
  );
  command(roots, 'forget', texts.commands.rootsForget)
    .argument('<path>')
    .action((path: string, options: CatalogOptions) =>
      on<CatalogOptions>((core) => forgetRoot(core, path, output))(options),
    );
  command(roots, 'move', texts.commands.rootsMove)
    .argument('<old>')
    .argument('<new>')
    .action((from: string, to: string, options: CatalogOptions) =>
      on<CatalogOptions>((core) => moveRoot(core, from, to, output))(options),
    );

  command(program, 'status', texts.commands.status).action(
    on<CatalogOptions>((core, options) => status(core, catalogPath(options.catalog), modelOf(options), output)),
  );

  runOptions(command(program, 'failures', texts.commands.failures))
    .addOption(new Option('--retry [path...]', texts.options.retry))
    .action(
      on<RunOptions & { readonly retry?: true | readonly string[] }>((core, options) => {
        const { retry } = options;
        if (retry === undefined) return listFailures(core, options.json === true, output);
        const request = { ...runSettings(options), tags: [], paths: retry === true ? null : retry };
        return retryFailures(core, request, outputOptions(options), output);
      }),
    );

  addModelCommands(program, { command, machineOptions, on, output });
  addEngineCommands(program, { command, machineOptions, on, output });
  return program;
}

function command(parent: Command, name: string, description: string, settings = {}): Command {
  return parent
    .command(name, settings)
    .description(description)
    .option('--catalog <file>', texts.options.catalog)
    .option('--model <id>', texts.options.model);
}

/** Of what starts workers. */
function machineOptions(run: Command): Command {
  return run
    .addOption(new Option('--workers <n>', texts.options.workers).argParser(readWorkers))
    .addOption(new Option('--memory <gigabytes>', texts.options.memory).argParser(readMemory))
    .addOption(new Option('--gpu-memory <gigabytes>', texts.options.gpuMemory).argParser(readGpuMemory))
    .addOption(new Option('--engine <id>', texts.options.engine).choices(ENGINE_CHOICES).default('auto'));
}

function runOptions(run: Command): Command {
  return machineOptions(run)
    .addOption(new Option('--top <k>', texts.options.top).argParser(readTop))
    .addOption(new Option('--extensions <list>', texts.options.extensions).argParser(readExtensions))
    .addOption(new Option('--ignore <pattern>', texts.options.ignore).argParser(readIgnore))
    .option('--json', texts.options.json)
    .option('--verbose', texts.options.verbose);
}

function runSettings({ top, extensions, ignore, model }: RunOptions) {
  return {
    k: top ?? null,
    extensions: extensions ?? null,
    ignore: ignore ?? [],
    modelId: model ?? null,
    workingFolder: process.cwd(),
  };
}

/** Only runs have such options; the others start no worker. */
function limitsOf(options: CatalogOptions & Pick<RunOptions, 'workers' | 'memory' | 'gpuMemory'>): RunLimits {
  const { workers = null, memory = null, gpuMemory = null } = options;
  return { workers, memoryBytes: memory, gpuMemoryBytes: gpuMemory };
}

function engineOf({ engine }: CatalogOptions & Pick<RunOptions, 'engine'>): EngineChoice {
  return engine ?? 'auto';
}

function outputOptions({ json, verbose, catalog }: RunOptions) {
  return { json: json === true, verbose: verbose === true, catalog: catalogPath(catalog) };
}

function readTop(value: string): number {
  const k = readWholeNumber(value);
  if (k === null || k > MAX_TOP_K) throw new InvalidArgumentError(texts.wrongTop(value));
  return k;
}

function readLimit(value: string): number {
  const limit = readWholeNumber(value);
  if (limit === null) throw new InvalidArgumentError(texts.wrongLimit(value));
  return limit;
}

/** 1 or more; null for anything else. */
function readWholeNumber(value: string): number | null {
  return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;
}

function readExtensions(value: string): readonly string[] {
  const extensions = parseExtensions(value);
  if (extensions === null) throw new InvalidArgumentError(texts.wrongExtensions(value));
  return extensions;
}

function readWorkers(value: string): number {
  const workers = readWholeNumber(value);
  if (workers === null || workers > MAX_WORKERS) throw new InvalidArgumentError(texts.wrongWorkers(value));
  return workers;
}

function readIgnore(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function readTags(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, readTag(value)];
}

function readTag(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError(texts.wrongTag);
  return value.trim();
}
