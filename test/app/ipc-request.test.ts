import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../main/app/ipc-request.ts';

const ORIGIN = 'app://classifold';
const OURS = { isMainFrame: true, url: `${ORIGIN}/index.html` };

describe('a request of the window', () => {
  it('is let through with what its schema makes of the input', () => {
    const tag = { change: 'tag', name: '  holiday ', selection: { query: 'dog' } };
    expect(checkRequest(OURS, ORIGIN, 'changeTag', tag)).toEqual({
      ok: true,
      name: 'changeTag',
      input: { ...tag, name: 'holiday' },
    });
  });

  it.each([
    ['an unknown name', 'eraseDisk'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
    ['hasOwnProperty', 'hasOwnProperty'],
    ['no text', 7],
    ['nothing', undefined],
    ['an object that reads as a name', { toString: () => 'start' }],
    ['a list of a name', ['start']],
  ])('is refused by its name: %s', (_what, name) => {
    expect(checkRequest(OURS, ORIGIN, name, {})).toEqual({ ok: false, reason: 'there is no such command' });
  });

  it.each([
    ['no input', 'picture', undefined],
    ['a negative row', 'picture', { picture: -1 }],
    ['a row that is text', 'picture', { picture: '1' }],
    ['more than was asked for', 'picture', { picture: 1, path: '/etc/passwd' }],
    ['no paths', 'startRun', { paths: [], tags: [], counted: null }],
    ['too large a page', 'search', { query: '', after: null, limit: 1e9 }],
    ['a tag without a name', 'changeTag', { change: 'tag', name: '  ', selection: { query: '' } }],
    ['no model', 'installModel', { fromFile: false }],
    ['a file in place of the word for one', 'installModel', { id: 'efficientnet-b0', fromFile: '/etc/passwd' }],
    ['an address to download from', 'installModel', { id: 'b0', fromFile: false, url: 'https://models.example' }],
    ['an unknown kind of file', 'chooseModelFile', { kind: 'folder' }],
    ['an unknown origin', 'prepareImport', { file: '/a', labels: null, origin: 'x', name: null, picture: null }],
    ['no file', 'prepareImport', { file: '', labels: null, origin: null, name: null, picture: null }],
    ['files', 'prepareImport', { file: ['/a'], labels: null, origin: null, name: null, picture: null }],
    ['more than a yes', 'acceptImport', { folder: '/models' }],
    ['an unknown fate', 'removeModel', { id: 'ours', predictions: 'publish' }],
    ['an unknown change', 'changeTag', { change: 'drop', name: 'x', selection: { query: '' } }],
  ])('is refused by its input: %s', (_what, name, input) => {
    expect(checkRequest(OURS, ORIGIN, name, input).ok).toBe(false);
  });

  it.each([
    ['a frame in the page', { isMainFrame: false, url: OURS.url }],
    ['a page from elsewhere', { isMainFrame: true, url: 'https://classifold/index.html' }],
    ['an origin that begins alike', { isMainFrame: true, url: 'app://classifold.example/index.html' }],
    ['no page yet', { isMainFrame: true, url: '' }],
    ['a file', { isMainFrame: true, url: 'file:///index.html' }],
  ])('is refused by its sender: %s', (_what, sender) => {
    expect(checkRequest(sender, ORIGIN, 'start', {})).toEqual({ ok: false, reason: 'a page that is not ours asked' });
  });
});
