import { applicationTexts } from '../../shared/texts/application.ts';
import type { CsvExport } from './csv-export.ts';
import type { EngineCommands } from './engine-commands.ts';
import type { Measuring } from './measuring.ts';
import type { ModelArrivals } from './model-arrivals.ts';

const { several, work } = applicationTexts.closeWhileRunning;

/** What the end of the application, or of its library, would stop, and a person would have to begin again or go on with. */
export type WorkUnderWay = keyof typeof work;

/** Everything that may go on. What is done in a moment does not count: the end waits for it. */
export interface Workplaces {
  readonly isRunning: boolean;
  readonly csvExport: Pick<CsvExport, 'isRunning'>;
  readonly arrivals: Pick<ModelArrivals, 'underWay'>;
  readonly engines: Pick<EngineCommands, 'underWay'>;
  readonly measuring: Pick<Measuring, 'isRunning'>;
}

export function worksUnderWay(places: Workplaces): readonly WorkUnderWay[] {
  const { isRunning, csvExport, arrivals, engines, measuring } = places;
  const works: readonly (WorkUnderWay | null)[] = [
    isRunning ? 'run' : null,
    csvExport.isRunning() ? 'export' : null,
    arrivals.underWay(),
    engines.underWay(),
    measuring.isRunning() ? 'networks' : null,
  ];
  return works.filter((one) => one !== null);
}

/**
 * What is asked about them; of several, what becomes of each stands below the other.
 *
 * @param fate what becomes of all of it; null: of each what its own text says
 */
export function stopQuestion(
  works: readonly WorkUnderWay[],
  fate: string | null,
): { readonly message: string; readonly detail: string } {
  const [first, ...others] = works.map((one) => work[one]);
  if (first === undefined) throw new Error('nothing is under way that could be asked about');
  if (others.length === 0) return { message: first.message, detail: fate ?? first.detail };
  const each = [first, ...others].map(({ message, detail }) => (fate === null ? `${message} ${detail}` : message));
  return { message: several, detail: (fate === null ? each : [...each, fate]).join('\n') };
}
