import { basename } from 'node:path';
import type {
  ClassView,
  FailureView,
  FolderView,
  OlderView,
  PictureTile,
  PictureView,
  RootView,
  SearchView,
} from '../../shared/contract/views.ts';
import { displayPath, type FilePath } from '../../shared/file-path.ts';
import type { ClassTree, Core } from '../core/host-contract.ts';
import type { FailedPicture, PictureDescription, SearchListAnswer } from '../core/host-answers.ts';
import type { FoundPicture } from '../core/questions.ts';

// What the core answers, as the window is shown it.

type Told<Name extends 'roots' | 'foldersBelow'> = Extract<Awaited<ReturnType<Core[Name]>>, { ok: true }>['value'];
type RootDescription = Told<'roots'>[number];
type FolderDescription = Told<'foldersBelow'>[number];

export function searchView({ list, pictures, unknownNames }: SearchListAnswer): SearchView {
  return { list, pictures: pictures.map((found) => (found === null ? null : tile(found))), unknownNames };
}

function tile({ picture, match, path, tags, review, older }: FoundPicture): PictureTile {
  const shown = { name: nameOf(path), path: displayPath(path) };
  return { picture, ...shown, prediction: match, older: olderView(older), tags, review };
}

export function pictureView(described: PictureDescription): PictureView {
  const { picture, path, width, height, size, takenAt, predictions, older, tags, review, failure } = described;
  return {
    picture,
    name: nameOf(path),
    path: displayPath(path),
    width,
    height,
    size,
    takenAt,
    predictions,
    older: olderView(older),
    tags,
    review,
    failure: failure?.detail ?? null,
  };
}

function olderView(older: PictureDescription['older']): OlderView | null {
  return older === null ? null : { index: older.index, label: older.label, score: older.score, model: older.modelId };
}

export function rootView(described: RootDescription): RootView {
  const { root, folder, hasFolders, path, volume, scannedAt, state, present, classified, failed } = described;
  return {
    ...{ root, folder, parent: null, hasFolders, volume, scannedAt, state },
    ...{ name: nameOf(path), path: displayPath(path), pictures: present, classified, failed },
  };
}

export function folderView(described: FolderDescription): FolderView {
  const { folder, parent, root, name, path, hasFolders, present, classified, failed } = described;
  return {
    ...{ folder, parent, root, hasFolders },
    ...{ name: displayPath(name), path: displayPath(path), pictures: present, classified, failed },
  };
}

export function failureView({ picture, path, failure }: FailedPicture): FailureView {
  return { picture, name: nameOf(path), path: displayPath(path), kind: failure.kind, reason: failure.detail };
}

export function classView({ name, classIndex, children }: ClassTree): ClassView {
  return { name, index: classIndex, below: children.map(classView) };
}

/** The last part of an absolute path; of a root of the file system, all of it. */
function nameOf(path: FilePath): string {
  const shown = displayPath(path);
  const name = basename(shown);
  return name === '' ? shown : name;
}
