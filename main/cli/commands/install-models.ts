import path from 'node:path';
import { digestText } from '../../../shared/texts/model-install.ts';
import { modelCommandTexts as texts } from '../../../shared/texts/model-commands.ts';
import type { Core } from '../../core/host-contract.ts';
import { ignoredProxy } from '../../download/node-get.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { testPicture } from '../host.ts';
import type { Output } from '../output.ts';
import { startProgressBar, type ProgressBar } from '../progress-bar.ts';
import { refuseWith } from '../refusal.ts';
import { abortOnSignal } from '../signals.ts';
import { formatTable } from '../table.ts';

/** `classifold models available`: asks nobody. */
export async function listInstallable(core: Core, asJson: boolean, output: Output): Promise<ExitStatus> {
  const answer = await core.installableModels();
  if (!answer.ok) return refuseWith(answer.failure, output);
  const rows = answer.value.map(({ model, bytes, isSizeStated, digest, isInstalled }) => {
    const { id, name, variant, publisher, url, isDownloadSeen, licence, top1, top1At, found } = model;
    const facts = { id, name, variant, publisher, url, isDownloadSeen, licence: licence.name, top1, top1At, found };
    return { ...facts, bytes, isSizeStated, digest, isInstalled };
  });
  if (asJson) {
    for (const row of rows) output.json(row);
    return EXIT.done;
  }
  const cells = rows.map(({ digest, ...row }) => texts.availableRow({ ...row, digest: digestText(digest) }));
  output.line(formatTable(texts.availableHeadings, cells));
  for (const line of texts.availableHint) output.say(line);
  return EXIT.done;
}

/** `classifold models install ID [--from FILE]`. Ctrl-C leaves at most the beginning of a download behind. */
export async function installModel(
  core: Core,
  id: string,
  from: string | null,
  asJson: boolean,
  output: Output,
): Promise<ExitStatus> {
  const listed = await core.installableModels();
  if (!listed.ok) return refuseWith(listed.failure, output);
  const wanted = listed.value.find(({ model }) => model.id === id);
  const cancel = abortOnSignal();
  const isWatched = process.stderr.isTTY;
  const bars: ProgressBar[] = [];
  const endBar = (): void => {
    bars.pop()?.stop();
  };
  try {
    const picture = testPicture();
    const request = { id, from: from === null ? null : path.resolve(from), testPicture: picture };
    const answer = await core.installModel(request, cancel.signal, (news) => {
      switch (news.kind) {
        case 'replacing':
          output.say(texts.replacing(id, news.file));
          break;
        case 'asking':
          if (wanted !== undefined) sayAsked(wanted.model.url, output);
          break;
        case 'downloading':
          if (!isWatched) break;
          if (bars.length === 0) bars.push(startProgressBar(process.stderr, texts.downloadProgress));
          bars[0]?.update(news.bytes, news.total);
          break;
        case 'trying':
          endBar();
      }
    });
    endBar();
    if (!answer.ok) return refuseWith(answer.failure, output);
    const installed = answer.value;
    if (installed.kind === 'cancelled') {
      output.say(texts.notInstalled);
      return EXIT.interrupted;
    }
    const { manifest, folder, digest } = installed.model;
    const { name } = manifest;
    if (installed.kind === 'present') {
      output.say(texts.installedBefore(manifest.id, name));
    } else {
      const known = wanted === undefined || wanted.digest.kind === 'unverified' ? null : digestText(wanted.digest);
      if (from === null) output.say(texts.digestOf(installed.sha256, known));
      output.say(texts.tried(path.basename(picture), installed.best.label, installed.best.score));
    }
    const isNew = installed.kind === 'installed';
    if (asJson) output.json({ id: manifest.id, name, folder, digest, source: manifest.source, installed: isNew });
    else if (isNew) output.line(texts.installed(name, manifest.id, folder));
    if (isNew) output.say(texts.howToUse(manifest.id));
    return EXIT.done;
  } finally {
    endBar();
    cancel.release();
  }
}

function sayAsked(url: string, output: Output): void {
  output.say(texts.downloading(url));
  const ignored = ignoredProxy(process.env);
  if (ignored !== null) output.say(texts.proxyIgnored(ignored, process.versions.node));
}
