import type { FinishedRunView, RunView } from '../../shared/contract/events.ts';

/** A run that goes on: ten pictures found, none done. */
export const RUN: RunView = {
  about: { kind: 'paths', paths: ['/pictures'], more: 0 },
  state: 'running',
  scanning: false,
  found: 10,
  total: 10,
  classified: 0,
  reused: 0,
  unchanged: 0,
  failed: 0,
  skipped: [],
  picturesPerSecond: 100,
  secondsLeft: 1,
  trying: null,
  work: null,
  waiting: [],
};

/** A run that is over, of no pictures. */
export const FINISHED: FinishedRunView = {
  engine: 'onnxruntime:cpu',
  classified: 0,
  reused: 0,
  unchanged: 0,
  failed: 0,
  left: 0,
  skipped: [],
  seconds: 3,
  offline: [],
  stopped: null,
};
