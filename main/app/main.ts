import { app, protocol } from 'electron';
import { startApplication } from './application.ts';
import { givenPaths } from './given-paths.ts';
import { PAGE_SCHEME } from './page-protocol.ts';
import { PICTURE_SCHEME } from './picture-url.ts';
import { findPlaces } from './places.ts';
import { argumentsWith } from './start-again.ts';

// Outside of pages Chromium's allocator gives what is freed back at once, and a worker takes it again for each picture: two of
// its 27 ms (docs/performance.md). A Chromium that does not know the word passes over it.
app.commandLine.appendSwitch('enable-features', 'PartitionAllocLargeEmptySlotSpanRing');

const places = findPlaces();
protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true } },
  { scheme: PICTURE_SCHEME, privileges: { standard: true, secure: true } },
]);
const given = (args: readonly string[], folder: string): readonly string[] =>
  givenPaths(args, folder, app.getAppPath());

if (app.requestSingleInstanceLock()) {
  const isPath = (arg: string): boolean => given([process.execPath, arg], process.cwd()).length > 0;
  const application = startApplication(places, (paths) => {
    // What an AppImage runs lies in a folder that goes with it.
    const image = process.env['APPIMAGE'];
    const args = [...argumentsWith(paths, process.argv, isPath)];
    app.relaunch({ args, ...(image === undefined ? {} : { execPath: image }) });
  });
  application.give(given(process.argv, process.cwd()));
  // Its own arguments, not data that Electron would let it send along: long data ends the first start
  // (electron/electron#52020), and Electron 22 lost a path with an accent.
  app.on('second-instance', (_event, args, folder) => {
    application.show();
    application.give(given(args, folder));
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
