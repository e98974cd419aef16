import { commandLineTexts } from '../../../shared/texts/command-line.ts';
import { modelCommandTexts as texts } from '../../../shared/texts/model-commands.ts';
import type { ClassTree, Core } from '../../core/host-contract.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { formatTable } from '../table.ts';

/** `classifold models list`: a star marks the one that commands use by default. */
export async function listModels(core: Core, output: Output): Promise<ExitStatus> {
  const { models, problems, chosen } = await core.models();
  for (const { file, reason } of problems) output.say(commandLineTexts.unusableModel(file, reason));
  const inUse = chosen ?? models[0]?.manifest.id;
  for (const { manifest } of models) {
    const { id, name, classes, preprocessing } = manifest;
    output.line(texts.line({ id, name, classes, inputSize: preprocessing.inputSize, isChosen: id === inUse }));
  }
  return models.length === 0 ? EXIT.couldNotRun : EXIT.done;
}

/** `classifold models describe ID`. */
export async function describeModel(core: Core, id: string, output: Output): Promise<ExitStatus> {
  const answer = await core.describeModel(id);
  if (!answer.ok) return refuseWith(answer.failure, output);
  const { model, costs, workerMemory, stages, scalings } = answer.value;
  output.line(
    texts.facts({ ...model.manifest, digest: model.digest, folder: model.folder }, { ...costs, workerMemory }),
  );
  output.line(`\n${texts.stages}`);
  output.line(formatTable(texts.stageHeadings, stages.map(texts.stageRow)));
  output.line(`\n${scalings.length === 0 ? texts.unscaled : texts.scalings}`);
  if (scalings.length > 0) {
    const whole = { parameters: costs.parameters, multiplyAdds: costs.multiplyAdds };
    output.line(
      formatTable(
        texts.scalingHeadings,
        scalings.map((row) => texts.scalingRow(row, whole)),
      ),
    );
  }
  return EXIT.done;
}

/** `classifold models verify [ID]`. */
export async function verifyModels(core: Core, id: string | null, output: Output): Promise<ExitStatus> {
  const answer = await core.verifyModels(id);
  if (!answer.ok) return refuseWith(answer.failure, output);
  const { checks, problems } = answer.value;
  const broken = [...problems, ...checks.flatMap(({ problem }) => problem ?? [])];
  for (const { file, reason } of broken) output.say(commandLineTexts.unusableModel(file, reason));
  for (const check of checks) if (check.problem === null) output.line(texts.verified(check.id));
  return broken.length === 0 ? EXIT.done : EXIT.couldNotRun;
}

/** `classifold models classes [WORD]`: what the model can see, as a tree. */
export async function listClasses(
  core: Core,
  id: string | null,
  word: string | null,
  output: Output,
): Promise<ExitStatus> {
  const answer = await core.classTree(id, word);
  if (!answer.ok) return refuseWith(answer.failure, output);
  const { trees, nearest } = answer.value;
  if (trees === null) {
    output.say(texts.noSuchWord(word ?? '', nearest));
    return EXIT.done;
  }
  for (const tree of trees) printTree(tree, 0, output);
  return EXIT.done;
}

function printTree({ name, classIndex, classes, children }: ClassTree, depth: number, output: Output): void {
  output.line(`${'  '.repeat(depth)}${name}${classIndex === null ? ` (${classes})` : ''}`);
  for (const child of children) printTree(child, depth + 1, output);
}
