import { createContext, useContext } from 'react';
import type { Bridge } from './bridge.ts';

const BridgeContext = createContext<Bridge | null>(null);

/** Gives the bridge to everything below. */
export const BridgeProvider = BridgeContext.Provider;

/** The bridge to the application. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error('useBridge stands outside of a BridgeProvider');
  return bridge;
}
