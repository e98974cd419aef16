import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FailureView } from '../../shared/contract/views.ts';
import type { FailureKind } from '../../shared/failure.ts';
import type { Bridge } from '../bridge.ts';
import { useBridge } from '../bridge-context.ts';
import { createPages, type Pages, type PagesSource, type PagesState } from './pages.ts';
import { useAnswering, useRevision } from './revision.tsx';

export interface Failures extends PagesState<FailureView, null> {
  readonly pages: Pages<FailureView, null>;
}

/** Pictures that could not be looked at, in one way or in any (null), as far as they were wanted; it follows the catalog. */
export function useFailures(kind: FailureKind | null): Failures {
  const bridge = useBridge();
  const answering = useAnswering();
  const revision = useRevision();
  const [pages] = useState(() => createPages<FailureView, null>());
  useEffect(() => {
    answering(pages.show(failuresOf(bridge, kind)));
  }, [bridge, answering, pages, kind, revision]);
  return { pages, ...useSyncExternalStore(pages.subscribe, pages.getState) };
}

function failuresOf(bridge: Bridge, kind: FailureKind | null): PagesSource<FailureView, null> {
  return {
    key: `failures ${kind ?? ''}`,
    idOf: (failure) => failure.picture,
    async load(after, limit) {
      const reply = await bridge.request('failures', { after: after?.picture ?? null, limit, kind });
      return reply.ok ? { ok: true, value: { items: reply.value, head: null } } : reply;
    },
  };
}
