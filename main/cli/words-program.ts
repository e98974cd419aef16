import { InvalidArgumentError, Option, type Command } from 'commander';
import { commandLineTexts as texts } from '../../shared/texts/command-line.ts';
import type { Core } from '../core/host-contract.ts';
import { acceptPredictions, reviewPictures, undo, type ReviewOptions } from './commands/review.ts';
import { deleteTag, listTags, mergeTag, renameTag } from './commands/tags.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';

interface WordOptions {
  readonly catalog?: string;
  readonly model?: string;
}

interface ReviewCommandOptions extends WordOptions {
  readonly dryRun?: true;
}

/** How the program makes a command, and runs one over the core. */
export interface ProgramParts {
  readonly command: (parent: Command, name: string, description: string, settings?: object) => Command;
  readonly on: <Options extends WordOptions>(
    run: (core: Core, options: Options) => Promise<ExitStatus>,
  ) => (options: Options) => Promise<void>;
  /** Adds the options of commands that start workers. */
  readonly machineOptions: (command: Command) => Command;
  readonly readTag: (value: string) => string;
  readonly output: Output;
}

/** Commands about what a person said: tags as a whole, reviews, and taking the last of it back. */
export function addWordCommands(
  program: Command,
  { command, on, readTag, output }: Omit<ProgramParts, 'machineOptions'>,
): void {
  const tags = program.command('tags').description(texts.commands.tags);
  command(tags, 'list', texts.commands.tagsList, { isDefault: true }).action(
    on<WordOptions>((core) => listTags(core, output)),
  );
  command(tags, 'rename', texts.commands.tagsRename)
    .argument('<old>', texts.arguments.tag, readTag)
    .argument('<new>', texts.arguments.tag, readTag)
    .action((name: string, to: string, options: WordOptions) =>
      on<WordOptions>((core) => renameTag(core, name, to, output))(options),
    );
  command(tags, 'merge', texts.commands.tagsMerge)
    .argument('<name>', texts.arguments.tag, readTag)
    .argument('<into>', texts.arguments.tag, readTag)
    .action((name: string, into: string, options: WordOptions) =>
      on<WordOptions>((core) => mergeTag(core, name, into, output))(options),
    );
  command(tags, 'delete', texts.commands.tagsDelete)
    .argument('<name>', texts.arguments.tag, readTag)
    .action((name: string, options: WordOptions) => on<WordOptions>((core) => deleteTag(core, name, output))(options));

  const review = program.command('review').description(texts.commands.review);
  const reviewCommand = (name: string, description: string): Command =>
    command(review, name, description)
      .argument('<query...>', texts.arguments.query)
      .option('--dry-run', texts.options.dryRun)
      .addHelpText('after', texts.queryHelp);
  reviewCommand('accept', texts.commands.reviewAccept)
    .addOption(new Option('--score <least>', texts.options.score).default(0).argParser(readScore))
    .action((words: readonly string[], options: ReviewCommandOptions & { readonly score: number }) =>
      on<typeof options>((core, given) =>
        acceptPredictions(core, { ...reviewOptions(words, given), score: given.score }, output),
      )(options),
    );
  for (const [name, description] of [
    ['reject', texts.commands.reviewReject],
    ['clear', texts.commands.reviewClear],
  ] as const) {
    reviewCommand(name, description).action((words: readonly string[], options: ReviewCommandOptions) =>
      on<ReviewCommandOptions>((core, given) => reviewPictures(core, name, reviewOptions(words, given), output))(
        options,
      ),
    );
  }

  command(program, 'undo', texts.commands.undo).action(on<WordOptions>((core) => undo(core, output)));
}

function reviewOptions(words: readonly string[], { model, dryRun }: ReviewCommandOptions): ReviewOptions {
  return { query: words.join(' '), modelId: model ?? null, dryRun: dryRun === true };
}

function readScore(value: string): number {
  const score = Number(value);
  if (value.trim() === '' || !(score >= 0 && score <= 1)) throw new InvalidArgumentError(texts.wrongScore(value));
  return score;
}
