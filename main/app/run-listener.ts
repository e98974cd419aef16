import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import type { WindowEvents } from './events.ts';
import { failureText } from './failure-text.ts';
import type { KeptOrders } from './kept-orders.ts';
import type { RunEffects } from './run-effects.ts';
import type { RunListener } from './run-queue.ts';

export interface RunListenerParts {
  readonly events: WindowEvents;
  readonly effects: RunEffects;
  readonly keptOrders: KeptOrders;
  /** Of the library whose runs these are. */
  readonly catalog: () => string;
  /** A run is under way. */
  readonly onUnderWay: () => void;
  /** Something that the window shows has changed. */
  readonly onChange: () => void;
  readonly logError: (error: unknown) => void;
}

/** Tells the window and the system how runs go, and remembers those that are not over. */
export function createRunListener({
  events,
  effects,
  keptOrders,
  catalog,
  onUnderWay,
  onChange,
  logError,
}: RunListenerParts): RunListener {
  return {
    onView: (view) => {
      if (view !== null) onUnderWay();
      events.tell('run', view);
      effects.onView(view);
    },
    onFinished: (finished) => {
      // Before the end is told, with which the window looks at the catalog: after it, the window would look once more.
      onChange();
      events.tell('runFinished', finished);
      effects.onFinished(finished);
    },
    onRefused: (failure) => {
      events.tell('problem', { message: failureText(failure) });
    },
    onError: (error) => {
      logError(error);
      events.tell('problem', { message: texts.bug(thrownMessage(error)) });
    },
    onOrders: (orders) => {
      keptOrders.keep(catalog(), orders);
    },
    onLeft: (order) => {
      keptOrders.leave(catalog(), order);
    },
    onPictures: onChange,
    onNotKept: (message) => {
      events.tell('problem', { message });
    },
  };
}
