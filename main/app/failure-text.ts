import { assertNever } from '../../shared/assert-never.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { engineChoiceTexts } from '../../shared/texts/engine-choice.ts';
import { enginePackTexts } from '../../shared/texts/engine-packs.ts';
import { installTexts } from '../../shared/texts/model-install.ts';
import { undoTexts } from '../../shared/texts/undo.ts';
import type { CoreFailure } from '../core/answer.ts';

/** Why the core could not do it, as a sentence for a person at the window. */
export function failureText(failure: CoreFailure): string {
  switch (failure.kind) {
    case 'catalog':
    case 'export':
      return failure.message;
    case 'unknown-model':
      return texts.noSuchModel(failure.id, failure.known);
    case 'unusable-model':
      return texts.unusableModel(failure.file, failure.reason);
    case 'too-little-memory':
      return texts.tooLittleMemory(failure);
    case 'unusable-model-name':
      return texts.unusableModelName(failure.name);
    case 'damaged-model':
      return texts.damagedModel(failure.id, failure.file, failure.reason);
    case 'unusable-picture':
      return texts.unusablePicture(failure.file, failure.reason);
    case 'model-taken':
      return texts.modelTaken(failure.id);
    case 'bundled-model':
      return texts.bundledModel(failure.id);
    case 'engine-pack':
      return enginePackTexts.refused(failure.path, failure.fault);
    case 'damaged-engine-pack':
      return enginePackTexts.cannotRun(failure.fault);
    case 'no-engine-pack':
      return enginePackTexts.none(failure.engine);
    case 'engine-pack-stays':
      return enginePackTexts.stays(failure.folder, failure.reason);
    case 'absent-engine':
      return engineChoiceTexts.absent(failure.engine, failure.reason, failure.remedy);
    case 'unknown-published-model':
      return installTexts.unknown(failure.id, failure.known);
    case 'other-file':
      return installTexts.otherFile(failure.file, failure.sha256, failure.expected);
    case 'download':
      return `${installTexts.downloadFailed(failure.failure)} ${installTexts.byHand(failure.url)}`;
    case 'query':
      return failure.error.message;
    case 'no-paths':
      if (failure.missing.length === 0) return texts.nothingToDo;
      return failure.missing.map(({ path, code }) => texts.notThere(path, code)).join(' ');
    case 'no-failures':
      return texts.noFailures;
    case 'unknown-root':
      return texts.unknownRoot(failure.path);
    case 'overlapping-root':
      return texts.rootOverlaps(failure.path);
    case 'unknown-tag':
      return texts.unknownTag(failure.name);
    case 'tag-taken':
      return texts.tagTaken(failure.name);
    case 'not-last-change':
      return undoTexts.notLast;
    case 'unknown-class':
      return texts.unknownClass(failure.index);
    default:
      return assertNever(failure);
  }
}
