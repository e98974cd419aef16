import type {
  ClassView,
  FailureView,
  PictureTile,
  PictureView,
  RootView,
  SearchView,
} from '../../shared/contract/views.ts';
import { displayPath, type FilePath } from '../../shared/file-path.ts';
import type { ClassTree, Core, FailedPicture, PictureDescription, SearchPageAnswer } from '../core/host-contract.ts';

// What the core answers, as the window is shown it.

type RootDescription = Extract<Awaited<ReturnType<Core['roots']>>, { ok: true }>['value'][number];

export function searchView({ pictures, unknownNames }: SearchPageAnswer): SearchView {
  return { pictures: pictures.map(tile), unknownNames };
}

function tile({
  picture,
  root,
  rootPath,
  relativePath,
  takenAt,
  match,
  path,
  tags,
  review,
}: SearchPageAnswer['pictures'][number]): PictureTile {
  return {
    picture,
    root,
    rootPath,
    relativePath,
    takenAt,
    match: match === null ? null : { index: match.index, score: match.score },
    name: nameOf(path),
    path: displayPath(path),
    prediction: match,
    tags,
    review,
  };
}

export function pictureView(described: PictureDescription): PictureView {
  const { picture, path, width, height, size, takenAt, predictions, tags, review, failure } = described;
  return {
    picture,
    name: nameOf(path),
    path: displayPath(path),
    width,
    height,
    size,
    takenAt,
    predictions,
    tags,
    review,
    failure: failure?.detail ?? null,
  };
}

export function rootView({ root, path, state, present, classified, failed }: RootDescription): RootView {
  return { root, path: displayPath(path), state, pictures: present, classified, failed };
}

export function failureView({ picture, path, failure }: FailedPicture): FailureView {
  return { picture, name: nameOf(path), path: displayPath(path), reason: failure.detail };
}

export function classView({ name, classIndex, children }: ClassTree): ClassView {
  return { name, index: classIndex, below: children.map(classView) };
}

function nameOf(path: FilePath): string {
  return displayPath(path).split('/').at(-1) ?? '';
}
