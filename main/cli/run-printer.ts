import { displayPath } from '../../shared/file-path.ts';
import { commandLineTexts as texts } from '../../shared/texts/command-line.ts';
import { enginePackTexts } from '../../shared/texts/engine-packs.ts';
import type { PictureNews, RunNews, RunSummary } from '../core/run-news.ts';
import { jsonPath, linePath, terminalPath, type Output } from './output.ts';
import { startProgressBar, type ProgressBar } from './progress-bar.ts';
import { formatTable } from './table.ts';

/** Prints a run as it goes on: JSON lines, plain lines, or on a terminal a bar and then a table. */
export interface RunPrinter {
  readonly tell: (news: RunNews) => Promise<void>;
  /** Takes the bar away, so that a line can be said. */
  interrupt(): void;
  end(): void;
  summarize(summary: RunSummary): void;
}

// A table is for looking at; more than a screen or two is for `search`.
const TABLE_ROWS = 50;
// Failures are listed by `classifold failures`; the first few are said at once.
const FAILURES_SAID = 20;

export function createRunPrinter(
  { json, verbose, catalog }: { readonly json: boolean; readonly verbose: boolean; readonly catalog: string },
  output: Output,
): RunPrinter {
  let bar: ProgressBar | null = null;
  const inTable: PictureNews[] = [];
  let pictures = 0;
  let failures = 0;
  let reductions = 0;

  function stopBar(): void {
    bar?.stop();
    bar = null;
  }

  function say(text: string): void {
    stopBar();
    output.say(text);
  }

  function print(picture: PictureNews): void {
    pictures += 1;
    const { path, status, predictions, failure, warning } = picture;
    if (json) {
      const extra = { ...(failure === null ? {} : { failure }), ...(warning === null ? {} : { warning }) };
      output.json({ ...jsonPath(path), status, predictions, ...extra });
      return;
    }
    if (failure !== null) {
      failures += 1;
      if (!output.isTerminal) output.line(`${linePath(path)}\t${status}\t${failure.kind}: ${failure.detail}`);
      else if (failures <= FAILURES_SAID) say(texts.failure(terminalPath(path), failure.kind, failure.detail));
      return;
    }
    if (!output.isTerminal) output.line([linePath(path), status, ...predictions.map(plainPrediction)].join('\t'));
    else if (inTable.length < TABLE_ROWS) inTable.push(picture);
  }

  async function tell(news: RunNews): Promise<void> {
    switch (news.kind) {
      case 'trying-engine':
        say(texts.tryingEngine(news.engine));
        return;
      case 'damaged-engine-pack':
        // Else it is a part of why another engine is taken.
        if (!verbose) say(enginePackTexts.cannotRun(news.fault));
        return;
      case 'not-kept':
        say(news.problem);
        return;
      case 'started':
        if (news.quarantined > 0) say(texts.quarantined(news.quarantined));
        if (verbose) say(`${texts.engineAndPlan(news.engine, news.plan)}\n${news.why}`);
        return;
      case 'pictures':
        for (const picture of news.pictures) print(picture);
        await output.drained();
        return;
      case 'progress': {
        if (!output.isTerminal || json) return;
        bar ??= startProgressBar(process.stderr);
        const { found, classified, reused, unchanged, failed } = news.counts;
        bar.update(classified + reused + unchanged + failed, news.scanning ? null : found);
        return;
      }
      case 'folder-unreadable':
        say(texts.folderUnreadable(terminalPath(news.path), news.failure.detail));
        return;
      case 'root-offline':
        say(texts.rootOffline(terminalPath(news.path)));
        return;
      case 'plan-reduced':
        reductions += 1;
        if (verbose) say(texts.reducedTo(news.because, news.engine, news.plan));
        else if (reductions === 1) say(texts.reduced);
        return;
      case 'worker-died':
        if (verbose) say(news.detail);
        return;
    }
  }

  return {
    tell,
    interrupt: stopBar,
    end: stopBar,
    summarize: (summary) => {
      for (const { path, code } of summary.missing) output.say(texts.notThere(path, code));
      if (summary.stopped?.kind === 'broken') output.say(texts.stopped(summary.stopped.reason));
      if (json) {
        output.json({ summary: jsonSummary(summary) });
        return;
      }
      if (output.isTerminal && inTable.length > 0) output.line(tableOf(inTable));
      const more = pictures - failures - inTable.length;
      if (output.isTerminal && more > 0) output.say(texts.andMore(more));
      for (const line of summaryLines(summary)) output.say(line);
      output.say(texts.catalogAt(catalog));
    },
  };
}

function summaryLines({ counts, seconds, picturesPerSecond }: RunSummary): readonly string[] {
  const skipped = [...counts.skipped].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const swept = texts.swept(counts.vanished, counts.moved);
  return [
    texts.summary({ ...counts, seconds, perSecond: picturesPerSecond }),
    ...(skipped.length > 0 ? [texts.skipped(skipped)] : []),
    ...(swept === '' ? [] : [swept]),
    ...(counts.unreadableFolders > 0 ? [texts.unreadableFolders(counts.unreadableFolders)] : []),
    ...(counts.failed > 0 ? [texts.moreFailures] : []),
  ];
}

function jsonSummary({ counts, ...summary }: RunSummary): unknown {
  return { ...counts, skipped: Object.fromEntries(counts.skipped), ...summary };
}

function plainPrediction({ label, score }: { readonly label: string; readonly score: number }): string {
  return `${label} ${score.toFixed(3)}`;
}

function tableOf(pictures: readonly PictureNews[]): string {
  const { picture, prediction, score, second } = texts.headers;
  const rows = pictures.map(({ path, predictions, warning }) => {
    const [first, next] = predictions;
    const name = displayPath(path).split('/').at(-1) ?? '';
    return [
      terminalPath(name) + (warning === null ? '' : ` (${texts.truncated})`),
      first?.label ?? '',
      first?.score.toFixed(3) ?? '',
      next === undefined ? '' : plainPrediction(next),
    ];
  });
  return formatTable(
    [picture, prediction, score, second],
    rows.sort(([a = ''], [b = '']) => a.localeCompare(b)),
  );
}
