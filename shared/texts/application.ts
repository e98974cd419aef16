import type { FinishedRunView } from '../contract/events.ts';
import type { MemoryShortage } from '../settings.ts';
import { tooLittleMemory } from './memory.ts';
import { formatCount as count } from './quantities.ts';
import { runTexts } from './run.ts';

type RunRest = Pick<FinishedRunView, 'classified' | 'failed' | 'left' | 'offline'>;

const NAME = 'Classifold';

/** Every text of the desktop application outside its window: menus, dialogs, notifications, and what went wrong. */
export const applicationTexts = {
  name: NAME,
  about: 'Classifies folders of pictures on this machine. Nothing leaves it.',

  menu: {
    file: '&File',
    openFolders: 'Open Folders…',
    openFiles: 'Open Files…',
    newCatalog: 'New Catalog…',
    openCatalog: 'Open Catalog…',
    openRecent: 'Open Recent Catalog',
    export: 'Export as CSV…',
    deleteData: 'Delete All Data…',
    edit: '&Edit',
    selectAll: 'Select All',
    selectAllPictures: 'Select All Pictures',
    find: 'Find',
    undoTags: 'Undo Last Change of Tags or Reviews',
    view: '&View',
    library: 'Library',
    classes: 'What the Model Can See',
    failures: 'Failures',
    models: 'Models',
    engines: 'Engines',
    compare: 'Compare Models',
    settings: 'Settings…',
    window: '&Window',
    help: '&Help',
    shortcuts: 'Keyboard Shortcuts',
    about: `About ${NAME}`,
  },

  chooseFolders: 'Choose folders with pictures',
  chooseFiles: 'Choose pictures',
  locateFolder: 'Where is this folder now?',
  choose: 'Choose',
  choosePack: { folder: 'Choose the folder of an engine pack', archive: 'Choose the archive of an engine pack' },
  packArchives: 'Zip archives',
  saveCsv: (selected: number | null) =>
    `Export ${selected === null ? 'all that the search found' : count(selected, 'selected picture')} as CSV`,
  csvFiles: 'CSV files',
  csvName: 'pictures.csv',
  replaceFile: {
    message: (name: string) => `There is a file ${name} already.`,
    detail: 'What is in it now would be gone.',
    replace: 'Replace',
    cancel: 'Cancel',
  },
  newCatalog: 'New catalog',
  openCatalog: 'Open a catalog',
  catalogFiles: `${NAME} catalogs`,
  allFiles: 'All files',
  catalogName: 'catalog.sqlite',

  closeWhileRunning: {
    several: 'Several things are still under way.',
    /** What is under way, and what becomes of it when it is stopped. */
    work: {
      run: {
        message: 'Pictures are still being classified.',
        detail: 'What has been classified is saved already. You can go on with the rest the next time.',
      },
      export: {
        message: 'A CSV file is still being written.',
        detail: 'No half file is left of it, and a file that was to be replaced stays as it is.',
      },
      download: {
        message: 'A model is still being downloaded.',
        detail: 'What has come of it is kept. The next time the download goes on from there.',
      },
      installation: {
        message: 'A model is still being installed.',
        detail: 'It will not be among your models. You can install it again the next time.',
      },
      import: {
        message: 'A model is still being imported.',
        detail: 'It will not be among your models. The file that it comes from stays as it is.',
      },
      pack: {
        message: 'An engine pack is still being added.',
        detail: 'The engine will not be added. The pack that you chose stays as it is.',
      },
      engines: {
        message: 'Engines are still being measured.',
        detail: 'What was measured of an engine so far is kept.',
      },
      networks: {
        message: 'Networks are still being measured.',
        detail: 'What was measured of a network so far is kept.',
      },
    },
    stop: 'Stop and Close',
    goOn: 'Go On',
  },
  /** The same question before another catalog is opened. */
  openWhileWorking: { stop: 'Stop and Open', goOn: 'Cancel' },
  /** And before everything is deleted, what has come of it too. */
  deleteWhileWorking: {
    stop: 'Stop and Delete',
    goOn: 'Cancel',
    detail: 'It is stopped, and what has come of it so far is deleted too. Files that you chose stay as they are.',
  },
  catalogWhileRunning:
    'Pictures are still being classified, or exported. Wait for that, or cancel, before you open another catalog.',
  catalogGone: (file: string) =>
    `There is no catalog ${file} at the moment. It may be on a disk that is not connected.`,
  opensByItself: 'The library opens here by itself then.',
  goneCatalog: {
    detail: 'Connect the disk and open it again, or say where the catalog is now. Nothing was made in its place.',
    choose: 'Choose a Catalog…',
    forget: 'Remove From the List',
    cancel: 'Cancel',
  },
  folderWhileRunning:
    'Pictures are still being classified. Wait for them, or cancel, before you move or remove a folder of the library.',
  deleteWhileRunning:
    'Pictures are still being classified, or exported. Wait for that, or cancel, before you delete anything.',
  catalogInUse: (file: string) =>
    `Another program writes the catalog ${file}. Nothing was deleted: end that program first.`,
  deletingFailed: (reason: string) => `Not all of it could be deleted: ${reason}`,
  exportUnderWay: 'Another file is being written. Wait for it, or cancel it.',
  endedLate: (seconds: number) =>
    `Something did not answer within ${seconds} seconds and was left to itself; what was classified is saved.`,
  pageGone: (reason: string) => `The window's page ended (${reason}) and is loaded again.`,
  pageDied: {
    message: 'What the window shows broke down several times.',
    detail: 'Nothing in your library is lost, and what is running goes on.',
    again: 'Try Again',
    close: `Close ${NAME}`,
  },
  noWindow: (reason: string) => `${NAME} could not be opened: ${reason}`,

  runEnded: {
    whole: 'All pictures are classified',
    'in-part': 'Not all pictures are classified',
    stopped: 'The run stopped',
  },
  runEndedBody: ({ classified, failed, left, offline }: RunRest) =>
    `${count(classified, 'picture')} classified` +
    (failed > 0 ? `, ${count(failed, 'failure')}` : '') +
    (left > 0 ? `, ${count(left, 'picture')} left` : '') +
    '.' +
    (offline.length > 0 ? ` ${runTexts.offline(offline)}` : ''),

  stoppedByPerson: 'You stopped it. What was classified is saved.',
  stoppedBecause: (reason: string) => `The run stopped: ${reason}`,

  noSuchModel: (id: string, known: readonly string[]) =>
    known.length === 0
      ? `No usable model was found: install ${NAME} again.`
      : `There is no model “${id}”. There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}.`,
  licenceNotStated: 'not stated',
  unusableModelName: (name: string) =>
    `“${name}” does not make a name for commands: give one of letters from a to z and digits, up to 200 of them.`,
  modelTaken: (id: string) => `There is a model ${id} already: give this one another name, or remove that one first.`,
  bundledModel: (id: string) => `${id} comes with ${NAME} and cannot be removed.`,
  damagedModel: (id: string, file: string, reason: string) =>
    `There is a damaged model ${id} already: ${file}: ${reason}. Remove that one first, under Models.`,
  unusablePicture: (file: string, reason: string) =>
    `The model was not tried: the picture ${file} is at fault. ${reason} Choose another picture; where it came with ${NAME}, install that again.`,
  unusableModel: (file: string, reason: string) => `The model cannot be used: ${file}: ${reason}.`,
  tooLittleMemory: (shortage: MemoryShortage) =>
    tooLittleMemory(shortage, { allows: 'the settings allow', raise: 'Allow more there' }),
  notThere: (path: string, code: string) =>
    code === 'ENOENT' || code === 'ENOTDIR' ? `${path} is not there any more.` : `${path} cannot be read (${code}).`,
  nothingToDo: 'There is nothing left to classify.',
  noFailures: 'No picture failed: there is nothing to try again.',
  unknownTag: (name: string) => `There is no tag “${name}”.`,
  tagTaken: (name: string) => `There is a tag “${name}” already. Merge the two, or choose another name.`,
  unknownClass: (index: number) => `The model has no class ${index}.`,
  unknownRoot: (path: string) => `${path} is not in the library any more.`,
  rootOverlaps: (path: string) => `${path} lies in, or above, a folder that is in the library already.`,
  unknownPicture: 'This picture is not in the library any more.',
  forgetModelWhileRunning: 'Pictures are being classified. Delete predictions when that is done.',
  enginesWhileRunning: 'Pictures are being classified. Measure engines, or change engine packs, when that is done.',
  enginesWhileMeasuring:
    'Networks are being measured. Measure engines, or change engine packs, when that is done, or cancel it.',
  enginesBusy: 'Engines are being measured, or an engine pack is being added. Wait for that, or cancel it.',
  packNotChosen: 'Choose the engine pack again: it is not the one that was shown.',
  noRun: 'Nothing is running.',
  runNotWaiting: 'That run does not wait any more: it has begun by now, or was removed.',
  measureWhileRunning:
    'Pictures are being classified, which would take the machine from what is measured. Measure when that is done, or cancel it.',
  measuringAlready: 'Networks are being measured already. Wait for that, or cancel it.',
  runWhileMeasuring:
    'Networks are being measured, which a run would disturb. Wait for that, or cancel it, before you classify.',
  previewReplaced: 'Other folders were named meanwhile.',

  badRequest: 'The window asked for something that the application does not know. Close it and open it again.',
  bug: (reason: string) => `Something went wrong inside ${NAME}: ${reason}`,
} as const;
