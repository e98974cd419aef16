import { describe, expect, it } from 'vitest';
import { stopQuestion, worksUnderWay, type WorkUnderWay, type Workplaces } from '../../main/app/work-under-way.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

const { several, work } = applicationTexts.closeWhileRunning;

const IDLE: Workplaces = {
  isRunning: false,
  csvExport: { isRunning: () => false },
  arrivals: { underWay: () => null },
  engines: { underWay: () => null },
  measuring: { isRunning: () => false },
};

describe('what the end would stop', () => {
  it('is nothing where nothing is under way', () => {
    expect(worksUnderWay(IDLE)).toEqual([]);
  });

  it.each<[WorkUnderWay, Partial<Workplaces>]>([
    ['run', { isRunning: true }],
    ['export', { csvExport: { isRunning: () => true } }],
    ['download', { arrivals: { underWay: () => 'download' } }],
    ['installation', { arrivals: { underWay: () => 'installation' } }],
    ['import', { arrivals: { underWay: () => 'import' } }],
    ['pack', { engines: { underWay: () => 'pack' } }],
    ['engines', { engines: { underWay: () => 'engines' } }],
    ['networks', { measuring: { isRunning: () => true } }],
  ])('is told of alone: %s', (one, places) => {
    const works = worksUnderWay({ ...IDLE, ...places });
    expect(works).toEqual([one]);
    expect(stopQuestion(works, null)).toEqual(work[one]);
  });

  it('is one question where it is several things, with what becomes of each', () => {
    const csvExport = { isRunning: () => true };
    const works = worksUnderWay({ ...IDLE, isRunning: true, csvExport, arrivals: { underWay: () => 'download' } });
    const { message, detail } = stopQuestion(works, null);
    expect(message).toBe(several);
    expect(detail.split('\n')).toEqual(
      [work.run, work.export, work.download].map((one) => `${one.message} ${one.detail}`),
    );
  });

  it('is told with one end of it all where that has another one', () => {
    const gone = applicationTexts.deleteWhileWorking.detail;
    const { message } = work.download;
    expect(stopQuestion(['download'], gone)).toEqual({ message, detail: gone });
    const several = stopQuestion(['download', 'networks'], gone);
    expect(several.detail.split('\n')).toEqual([message, work.networks.message, gone]);
  });
});
