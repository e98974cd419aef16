import { app, protocol } from 'electron';
import { startApplication } from './application.ts';
import { givenPaths } from './given-paths.ts';
import { PAGE_SCHEME } from './page-protocol.ts';
import { PICTURE_SCHEME } from './picture-url.ts';
import { findPlaces } from './places.ts';

const places = findPlaces();
protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true } },
  { scheme: PICTURE_SCHEME, privileges: { standard: true, secure: true } },
]);
const given = (args: readonly string[], folder: string): readonly string[] =>
  givenPaths(args, folder, app.getAppPath());

if (app.requestSingleInstanceLock({ paths: given(process.argv, process.cwd()) })) {
  const application = startApplication(places);
  application.give(given(process.argv, process.cwd()));
  app.on('second-instance', (_event, _args, _folder, handedOver) => {
    application.show();
    application.give(pathsOf(handedOver));
  });
  // macOS: "open with", and what is dropped on the icon.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    application.give([file]);
  });
} else {
  // The one that runs has the folders by now.
  app.quit();
}

/** From another process of this very application, perhaps of another version. */
function pathsOf(handedOver: unknown): readonly string[] {
  if (typeof handedOver !== 'object' || handedOver === null || !('paths' in handedOver)) return [];
  const { paths } = handedOver;
  return Array.isArray(paths) ? paths.filter((one): one is string => typeof one === 'string') : [];
}
