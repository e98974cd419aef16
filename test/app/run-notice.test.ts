import { expect, it } from 'vitest';
import { runNotice } from '../../main/app/run-notice.ts';
import type { FinishedRunView } from '../../shared/contract/events.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

const { runEnded } = applicationTexts;

const ENDED: FinishedRunView = {
  ...{ engine: 'onnxruntime:cpu', classified: 5, reused: 0, unchanged: 0, failed: 0, left: 0, skipped: [] },
  ...{ seconds: 90, offline: [], stopped: null },
};

it('says that all is classified only where nothing of what was asked for is left', () => {
  expect(runNotice(ENDED)).toEqual({ title: runEnded.whole, body: '5 pictures classified.' });
  const vanished = runNotice({ ...ENDED, failed: 1, left: 3, offline: ['/card'] });
  expect(vanished.title).toBe(runEnded['in-part']);
  expect(vanished.body).toBe('5 pictures classified, 1 failure, 3 pictures left. Could not be looked at: /card');
  expect(runNotice({ ...ENDED, offline: ['/card'] }).title).toBe(runEnded['in-part']);
});

it('says why it stopped', () => {
  const stopped = 'The run stopped: the disk is full';
  expect(runNotice({ ...ENDED, left: 3, stopped })).toEqual({ title: runEnded.stopped, body: stopped });
});
