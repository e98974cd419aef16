import path from 'node:path';
import { measuredVariants } from '../../../shared/charts/comparison-chart.ts';
import { MEASURE_MS, type ModelComparison } from '../../../shared/model-comparison.ts';
import { comparisonCommandTexts as commandTexts } from '../../../shared/texts/comparison-command.ts';
import { comparisonTexts as texts } from '../../../shared/texts/comparison.ts';
import type { VariantId } from '../../../shared/variant.ts';
import type { Core } from '../../core/host-contract.ts';
import { endSoon } from '../end-soon.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { hearSignals } from '../signals.ts';
import { formatTable } from '../table.ts';

export interface ComparisonOptions {
  readonly variants: readonly VariantId[];
  readonly again: boolean;
  /** Null: the chosen one. */
  readonly modelId: string | null;
  /** As the person named it; null: nothing is drawn. */
  readonly svg: string | null;
  readonly json: boolean;
}

/** `classifold models compare`. Ctrl-C ends it; what was measured is kept, or it is said why not. */
export async function compareModels(
  core: Core,
  { variants, again, modelId, svg, json }: ComparisonOptions,
  output: Output,
): Promise<ExitStatus> {
  // Before minutes of measuring, not after them.
  const drawable = svg === null ? null : core.checkDrawing(path.resolve(svg));
  if (drawable?.ok === false) return refuseWith(drawable.failure, output);
  const stop = new AbortController();
  const heard = hearSignals(() => {
    stop.abort();
  }, endSoon);
  try {
    const request = { variants, again, measureMs: MEASURE_MS, modelId, endsUnkept: false };
    const answer = await core.compareModels(request, stop.signal, (progress) => {
      output.say(texts.measuring(progress));
    });
    if (!answer.ok) return refuseWith(answer.failure, output);
    const { comparison: all, isComplete, notKept } = answer.value;
    const comparison = { ...all, variants: all.variants.filter(({ variant }) => variants.includes(variant)) };
    print(comparison, json, output);
    if (notKept !== null) output.say(notKept);
    if (!isComplete) {
      output.say(notKept === null ? commandTexts.stopped : commandTexts.stoppedUnkept);
      return EXIT.interrupted;
    }
    const measured = measuredVariants(comparison.variants).length;
    if (svg !== null && measured === 0) output.say(commandTexts.nothingToDraw);
    if (svg !== null && measured > 0) {
      const drawn = await draw(core, svg, { kind: 'comparison', comparison }, output);
      if (drawn !== EXIT.done) return drawn;
    }
    if (measured === 0) return EXIT.couldNotRun;
    return texts.failures(comparison).length > 0 ? EXIT.doneWithFailures : EXIT.done;
  } finally {
    heard.release();
  }
}

function print(comparison: ModelComparison, json: boolean, output: Output): void {
  if (json) {
    output.json(comparison);
    return;
  }
  output.line(`${texts.machine(comparison)} · ${texts.engine(comparison)}`);
  output.line(formatTable(texts.headings, comparison.variants.map(texts.row)));
  for (const line of [...texts.tooLarge(comparison), ...texts.failures(comparison), texts.how]) output.say(line);
}

/** `classifold models scaling`. */
export async function showScaling(
  core: Core,
  { svg, json }: Pick<ComparisonOptions, 'svg' | 'json'>,
  output: Output,
): Promise<ExitStatus> {
  const networks = core.scaledNetworks();
  if (json) {
    output.json(networks);
  } else {
    output.line(formatTable(texts.scalingHeadings, networks.map(texts.scalingRow)));
    output.line(`\n${texts.stagesTitle}`);
    output.line(formatTable(texts.stageHeadings(networks), texts.stageRows(networks)));
  }
  return svg === null ? EXIT.done : draw(core, svg, { kind: 'scaling' }, output);
}

async function draw(
  core: Core,
  named: string,
  chart: Parameters<Core['drawChart']>[1],
  output: Output,
): Promise<ExitStatus> {
  const file = path.resolve(named);
  const drawn = await core.drawChart(file, chart);
  if (!drawn.ok) return refuseWith(drawn.failure, output);
  output.say(commandTexts.drawn(file));
  return EXIT.done;
}
