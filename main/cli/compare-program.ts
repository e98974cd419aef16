import { Argument, InvalidArgumentError, type Command } from 'commander';
import type { EngineChoice } from '../../shared/engine.ts';
import { commandLineTexts } from '../../shared/texts/command-line.ts';
import { comparisonCommandTexts as texts } from '../../shared/texts/comparison-command.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { compareModels, showScaling } from './commands/compare-models.ts';
import type { ProgramParts } from './words-program.ts';

interface CompareOptions {
  readonly catalog?: string;
  readonly model?: string;
  readonly workers?: number;
  readonly memory?: number;
  readonly gpuMemory?: number;
  readonly engine?: EngineChoice;
  readonly svg?: string;
  readonly again?: true;
  readonly json?: true;
}

/** Commands that compare networks, whether they are installed or not. */
export function addCompareCommands(
  models: Command,
  { command, machineOptions, on, output }: Pick<ProgramParts, 'command' | 'machineOptions' | 'on' | 'output'>,
): void {
  machineOptions(command(models, 'compare', texts.compare))
    .addArgument(new Argument('[variant...]', texts.variants).argParser(readVariants))
    .option('--svg <file>', texts.svg)
    .option('--again', texts.again)
    .option('--json', commandLineTexts.options.json)
    .addHelpText('after', texts.help)
    .action((variants: readonly VariantId[], options: CompareOptions) =>
      on<CompareOptions>((core, { svg, again, model, json }) =>
        compareModels(
          core,
          {
            variants: variants.length === 0 ? VARIANT_IDS : variants,
            again: again === true,
            modelId: model ?? null,
            svg: svg ?? null,
            json: json === true,
          },
          output,
        ),
      )(options),
    );
  command(models, 'scaling', texts.scaling)
    .option('--svg <file>', texts.svg)
    .option('--json', commandLineTexts.options.json)
    .action(
      on<CompareOptions>((core, { svg, json }) => showScaling(core, { svg: svg ?? null, json: json === true }, output)),
    );
}

function readVariants(value: string, before: readonly VariantId[] = []): readonly VariantId[] {
  const named = VARIANT_IDS.find((variant) => variant === value.toLowerCase());
  if (named === undefined) throw new InvalidArgumentError(texts.wrongVariant(value, VARIANT_IDS));
  return before.includes(named) ? before : [...before, named];
}
