import { assertNever } from '../../shared/assert-never.ts';
import { commandLineTexts as texts } from '../../shared/texts/command-line.ts';
import { engineChoiceTexts } from '../../shared/texts/engine-choice.ts';
import { enginePackTexts } from '../../shared/texts/engine-packs.ts';
import { modelCommandTexts as models } from '../../shared/texts/model-commands.ts';
import { installTexts } from '../../shared/texts/model-install.ts';
import { undoTexts } from '../../shared/texts/undo.ts';
import { isLocked, type CoreFailure } from '../core/answer.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';

/** Says why the core could not do it; the status is wrong usage where the person can write it differently. */
export function refuseWith(failure: CoreFailure, output: Output): ExitStatus {
  switch (failure.kind) {
    case 'catalog':
      output.say(isLocked(failure) ? `${failure.message} ${texts.readingWorks}` : failure.message);
      return EXIT.couldNotRun;
    case 'export':
      output.say(failure.message);
      return EXIT.couldNotRun;
    case 'unknown-model':
      output.say(failure.known.length === 0 ? texts.noModels : texts.noSuchModel(failure.id, failure.known));
      return failure.known.length === 0 ? EXIT.couldNotRun : EXIT.wrongUsage;
    case 'unusable-model':
      output.say(texts.unusableModel(failure.file, failure.reason));
      return EXIT.couldNotRun;
    case 'too-little-memory':
      output.say(texts.tooLittleMemory(failure));
      return failure.isLimit ? EXIT.wrongUsage : EXIT.couldNotRun;
    case 'unusable-model-name':
      output.say(models.unusableName(failure.name));
      return EXIT.wrongUsage;
    case 'damaged-model':
      output.say(models.damaged(failure.id, failure.file, failure.reason));
      return EXIT.couldNotRun;
    case 'unusable-picture':
      output.say(models.notTried(failure.file, failure.reason));
      return EXIT.couldNotRun;
    case 'model-taken':
      output.say(models.taken(failure.id));
      return EXIT.wrongUsage;
    case 'bundled-model':
      output.say(models.bundled(failure.id));
      return EXIT.wrongUsage;
    case 'engine-pack':
      output.say(enginePackTexts.refused(failure.path, failure.fault));
      return failure.fault.kind === 'cancelled' ? EXIT.interrupted : EXIT.couldNotRun;
    case 'damaged-engine-pack':
      output.say(enginePackTexts.cannotRun(failure.fault));
      return EXIT.couldNotRun;
    case 'no-engine-pack':
      output.say(enginePackTexts.none(failure.engine));
      return EXIT.couldNotRun;
    case 'engine-pack-stays':
      output.say(enginePackTexts.stays(failure.folder, failure.reason));
      return EXIT.couldNotRun;
    case 'absent-engine':
      output.say(engineChoiceTexts.absent(failure.engine, failure.reason, failure.remedy));
      return EXIT.couldNotRun;
    case 'unknown-published-model':
      output.say(installTexts.unknown(failure.id, failure.known));
      return EXIT.wrongUsage;
    case 'other-file':
      output.say(installTexts.otherFile(failure.file, failure.sha256, failure.expected));
      return EXIT.couldNotRun;
    case 'download':
      output.say(`${installTexts.downloadFailed(failure.failure)} ${models.byHand(failure.id, failure.url)}`);
      return EXIT.couldNotRun;
    case 'query':
      output.say(texts.queryError(failure.text, failure.error.message, failure.error.place.start));
      return EXIT.wrongUsage;
    case 'no-paths':
      for (const { path, code } of failure.missing) output.say(texts.notThere(path, code));
      return EXIT.couldNotRun;
    case 'no-failures':
      output.say(texts.noSuchFailure);
      return EXIT.done;
    case 'unknown-root':
      output.say(texts.unknownRoot(failure.path));
      return EXIT.couldNotRun;
    case 'overlapping-root':
      output.say(texts.rootOverlaps(failure.path));
      return EXIT.couldNotRun;
    case 'unknown-tag':
      output.say(texts.unknownTag(failure.name));
      return EXIT.couldNotRun;
    case 'tag-taken':
      output.say(texts.tagTaken(failure.name));
      return EXIT.couldNotRun;
    case 'not-last-change':
      output.say(undoTexts.notLast);
      return EXIT.couldNotRun;
    case 'unknown-class':
      output.say(texts.unknownClass(failure.index));
      return EXIT.wrongUsage;
    default:
      return assertNever(failure);
  }
}
