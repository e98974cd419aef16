// The arrows of docs/decisions/0002: which room may import which. Everything that is not allowed is an error.
// test/arrows breaks every rule once and expects it to be seen.

/** Rooms of main/ and what each may import, beside itself, packages and shared/. */
const ARROWS = {
  efficientnet: [],
  graph: ['efficientnet'],
  checkpoint: ['efficientnet'],
  taxonomy: [],
  model: ['checkpoint', 'taxonomy', 'efficientnet', 'process/is-running.ts'],
  engine: ['graph', 'efficientnet', 'process/is-running.ts'],
  'engine-pack': ['process/is-running.ts'],
  picture: [],
  process: [],
  worker: ['picture', 'engine', 'model', 'process', 'efficientnet/formula.ts'],
  pool: ['worker/protocol.ts', 'process/started-process.ts'],
  run: [],
  catalog: ['process'],
  export: [],
  download: ['process/is-running.ts'],
  'core.ts': ['core', 'run', 'pool', 'catalog', 'export', 'model', 'process/started-process.ts'],
  core: [
    ...[
      'run',
      'pool',
      'catalog',
      'export',
      'download',
      'model',
      'engine-pack',
      'engine/engine-presence.ts',
      'engine/engine-version.ts',
      'engine/graph-file-name.ts',
      'engine/session-memory.ts',
      'engine/surroundings.ts',
    ],
    ...['picture/sniff-format.ts', 'process/started-process.ts'],
  ],
  cli: ['core.ts', 'core', 'process', 'download', 'engine/vulkan-drivers.js'],
  thumbnail: ['picture', 'process'],
  app: [
    ...['core.ts', 'core', 'process', 'download', 'thumbnail', 'cli/install.js', 'cli/hand-over.js'],
    'cli/software-vulkan.js',
  ],
  preload: [],
  packaging: ['cli/install.js', 'app/electron-program.js', 'engine-pack', 'engine', 'efficientnet', 'model'],
};

/** Packages that one room owns. */
const OWNERS = {
  'better-sqlite3': 'catalog',
  'onnxruntime-(node|common)': 'engine',
  '@tensorflow/.*': 'engine',
  sharp: 'picture',
};

const place = (/** @type {string} */ room) => `main/${room.replaceAll('.', '\\.')}${/\.[jt]s$/.test(room) ? '$' : '/'}`;

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const rooms = Object.entries(ARROWS).map(([room, allowed]) => ({
  name: `arrows-of-${room}`,
  comment: `main/${room} may import ${['shared', ...allowed].join(', ')} and packages, nothing else of the project`,
  severity: 'error',
  from: { path: `^${place(room)}` },
  to: {
    path: '^(main|shared|renderer|test)/',
    pathNot: [room, ...allowed].map((to) => `^${place(to)}`).concat('^shared/'),
  },
}));

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const owners = Object.entries(OWNERS).map(([name, room]) => ({
  name: `${room}-owns-${/[a-z0-9]+/.exec(name)?.[0] ?? name}`,
  comment: `only main/${room} imports ${name}`,
  severity: 'error',
  from: { path: '^(main|shared)/', pathNot: `^main/${room}/` },
  to: { path: `(^|/)node_modules/${name}(/|$)` },
}));

/** @satisfies {import('dependency-cruiser').IConfiguration} */
export default {
  /** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
  forbidden: [
    ...rooms,
    ...owners,
    {
      name: 'arrows-of-renderer',
      comment: 'the window imports shared and packages, and knows the application by its bridge only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main|test)/' },
    },
    {
      name: 'renderer-is-a-page',
      comment: 'the window runs in a sandboxed page: nothing of Node is there',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-imports-nothing',
      comment: 'shared/ is the vocabulary: it imports itself only, no package and nothing of Node, the DOM or Electron',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/contract/' },
      to: { pathNot: '^shared/' },
    },
    {
      name: 'contract-imports-zod',
      comment: 'the contract is checked at run time on both sides of a process: of packages it may import zod',
      severity: 'error',
      from: { path: '^shared/contract/' },
      to: { pathNot: ['^shared/', '(^|/)node_modules/zod(/|$)'] },
    },
    {
      name: 'efficientnet-is-pure',
      comment: 'the paper needs no package and nothing of Node',
      severity: 'error',
      from: { path: '^main/efficientnet/' },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    {
      name: 'electron-stays-in-its-rooms',
      comment: 'only main/app and main/preload import electron',
      severity: 'error',
      from: { path: '^(main|shared|renderer)/', pathNot: '^main/(app|preload)/' },
      to: { path: '(^electron$|/node_modules/electron(/|$))' },
    },
    {
      name: 'a-room-of-its-own',
      comment: 'every folder of main/ has its arrows written down above',
      severity: 'error',
      from: { path: '^main/', pathNot: Object.keys(ARROWS).map((room) => `^${place(room)}`) },
      to: {},
    },
    {
      name: 'no-circles',
      comment: 'modules do not import each other in a circle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'an import names something that is there and that package.json lists',
      severity: 'error',
      from: { path: '^(main|shared|renderer)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
