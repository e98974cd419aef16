import { describe, expect, it } from 'vitest';
import { enterStage, hearSign, isOverdue, passTime, type Stage, type StageTime } from '../../main/pool/deadlines.ts';

const deadlines = { loadMs: 1000, pictureMs: 100 };

function inStage(stage: Stage, pictures = 1): StageTime {
  const time: StageTime = { stage: 'waiting', ageMs: 50, limitMs: 0 };
  enterStage(time, stage, deadlines, pictures);
  return time;
}

describe('deadlines', () => {
  it('are passed by a picture that stays in one step', () => {
    for (const stage of ['reading', 'decoding', 'computing', 'waiting'] as const) {
      const time = inStage(stage);
      passTime([time], 100);
      expect(isOverdue(time)).toBe(false);
      passTime([time], 1);
      expect(isOverdue(time)).toBe(true);
    }
  });

  it('give a call of the session as much time as its pictures have one by one', () => {
    const batch = [inStage('computing', 3), inStage('computing', 3), inStage('computing', 3)];
    passTime(batch, 300);
    expect(batch.some(isOverdue)).toBe(false);
    passTime(batch, 1);
    expect(batch.every(isOverdue)).toBe(true);
  });

  it('stand still for other pictures while the session computes: nobody could hear of their end', () => {
    const decoding = inStage('decoding');
    const computing = inStage('computing', 32);
    passTime([decoding, computing], 3000);
    expect(isOverdue(decoding)).toBe(false);
    passTime([decoding], 101);
    expect(isOverdue(decoding)).toBe(true);
  });

  it('never count the time that the pool itself takes to answer', () => {
    const settling = inStage('settling');
    passTime([settling], 1e9);
    expect(isOverdue(settling)).toBe(false);
  });

  it('let a picture wait for its turn as long as its worker speaks, and no longer', () => {
    const waiting = inStage('waiting');
    const decoding = inStage('decoding');
    passTime([waiting, decoding], 90);
    hearSign([waiting, decoding]);
    passTime([waiting, decoding], 20);
    expect([isOverdue(waiting), isOverdue(decoding)]).toEqual([false, true]);
    passTime([waiting], 81);
    expect(isOverdue(waiting)).toBe(true);
  });
});
