/** How long it may take to start an application, or to end one. */
export const STARTED_WITHIN_MS = 120_000;

/** How long a machine that is busy with other tests may take until a window shows what was asked of it. */
export const SHOWN_WITHIN_MS = 90_000;
