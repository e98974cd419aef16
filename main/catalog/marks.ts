import type { Failure } from '../../shared/failure.ts';
import { pictureFailureTexts } from '../../shared/texts/picture-failures.ts';
import type { InheritedMark, Scope } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';
import { scopeContains } from './scope.ts';

/** Programs in a row that must have died with one picture alone and handed before it is quarantined. */
const DEATHS_TO_QUARANTINE = 3;

const QUARANTINED: Failure = {
  kind: 'worker-crashed',
  detail: pictureFailureTexts.breaksProgram(DEATHS_TO_QUARANTINE),
};

export interface Marks {
  readonly inheritMarks: () => { readonly quarantined: number };
  readonly inheritedMarks: (scopes: readonly Scope[]) => readonly InheritedMark[];
  readonly markInFlight: (pictures: readonly number[], alone: boolean) => void;
  readonly markHanded: (picture: number) => void;
  /** A run that ended by itself: what dies later does not continue a row of deaths. */
  readonly forgetDeaths: () => void;
}

/**
 * The rule of guilt for a program that dies (DESIGN: *Guilt*). A mark that the dead program made itself, alone and
 * handed to a worker, and the only one of that kind, is a death of that picture. One that it made with others in flight
 * says that something else died: no picture's row of deaths goes on. One that it only inherited, or made alone and
 * never handed, says nothing.
 */
export function createMarks(db: WritableDatabase): Marks {
  const hadCompany = db
    .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM marks WHERE inherited = 0 AND alone = 0)')
    .pluck();
  const triedAlone = db
    .prepare<[], number>('SELECT picture FROM marks WHERE inherited = 0 AND alone = 1 AND handed = 1')
    .pluck();
  const forgetDeaths = db.prepare('UPDATE marks SET lone_deaths = 0');
  const continueRow = db.prepare<[number]>(
    'UPDATE marks SET lone_deaths = CASE picture WHEN ? THEN lone_deaths + 1 ELSE 0 END',
  );
  const quarantine = db.prepare<[string, string, number, number]>(
    `INSERT OR REPLACE INTO failures (picture, kind, detail, size, mtime_ns, failed_at)
     SELECT picture, ?, ?, size, mtime_ns, ? FROM marks WHERE lone_deaths >= ?`,
  );
  const unmarkQuarantined = db.prepare<[number]>('DELETE FROM marks WHERE lone_deaths >= ?');
  const inherit = db.prepare('UPDATE marks SET inherited = 1');
  const listInherited = db.prepare<[], { picture: number; root: number; path: PathColumn }>(
    `SELECT m.picture, p.root, p.path FROM marks m CROSS JOIN pictures p ON p.id = m.picture
     WHERE m.inherited = 1 AND p.state = 'present' ORDER BY m.lone_deaths DESC, m.picture`,
  );
  const mark = db.prepare<[number, number]>(
    `INSERT INTO marks (picture, size, mtime_ns, inherited, alone, handed, lone_deaths)
     SELECT id, coalesce((SELECT size FROM temp.seen WHERE picture = id), size),
       coalesce((SELECT mtime_ns FROM temp.seen WHERE picture = id), mtime_ns), 0, ?, 0, 0
     FROM pictures WHERE id = ?
     ON CONFLICT (picture) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
       inherited = 0, alone = excluded.alone, handed = 0`,
  );
  const hand = db.prepare<[number]>('UPDATE marks SET handed = 1 WHERE picture = ?');

  return {
    inheritMarks: atomic(db, () => {
      const tried = triedAlone.all();
      const [suspect] = tried;
      if (hadCompany.get() === 1 || tried.length > 1) forgetDeaths.run();
      else if (suspect !== undefined) continueRow.run(suspect);
      quarantine.run(QUARANTINED.kind, QUARANTINED.detail, Date.now(), DEATHS_TO_QUARANTINE);
      const quarantined = unmarkQuarantined.run(DEATHS_TO_QUARANTINE).changes;
      inherit.run();
      return { quarantined };
    }),
    inheritedMarks: (scopes) =>
      listInherited
        .all()
        .map(({ picture, root, path }) => ({ picture, root, path: pathFromColumn(path) }))
        .filter(({ root, path }) => scopes.some((scope) => scopeContains(scope, root, path))),
    markInFlight: atomic(db, (pictures: readonly number[], alone: boolean) => {
      for (const picture of pictures) mark.run(alone ? 1 : 0, picture);
    }),
    markHanded: (picture) => {
      hand.run(picture);
    },
    forgetDeaths: () => {
      forgetDeaths.run();
    },
  };
}
