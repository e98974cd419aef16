/** Chromium’s side of the application: no name is resolved, and what goes round that meets a proxy that is not there. */
export const NO_NETWORK = ['--host-resolver-rules=MAP * ~NOTFOUND', '--proxy-server=127.0.0.1:9'] as const;
