import { describe, expect, it } from 'vitest';
import type { FolderView, RootView } from '../../../shared/contract/views.ts';
import { type FolderNode, folderNodes, newIn } from '../../../renderer/folders/folder-nodes.ts';

function root(id: number, path: string, more: Partial<RootView> = {}): RootView {
  return {
    ...{ root: id, folder: id * 100, parent: null, name: path.split('/').at(-1) ?? '', path, hasFolders: true },
    ...{ pictures: 10, classified: 7, failed: 2, state: 'online', volume: '', scannedAt: null },
    ...more,
  };
}

function below(parent: RootView | FolderView, folder: number, name: string): FolderView {
  const path = `${parent.path}/${name}`;
  const counts = { pictures: 1, classified: 0, failed: 0 };
  return { ...counts, folder, parent: parent.folder, root: parent.root, name, path, hasFolders: false };
}

const told = ({ label, distinction, query }: FolderNode) => [label, distinction, query];

describe('the tree of folders', () => {
  it('has what was opened below its parents, by name, numbers by their value', () => {
    const photos = root(1, '/home/you/photos');
    const trip = below(photos, 102, 'trip 10');
    const [node] = folderNodes([photos], [below(trip, 104, 'day 1'), trip, below(photos, 103, 'trip 9')]);
    expect(node?.children.map(({ label }) => label)).toEqual(['trip 9', 'trip 10']);
    expect(node?.children[1]?.children.map(told)).toEqual([['day 1', null, 'folder:"/home/you/photos/trip 10/day 1"']]);
  });

  it('tells roots of one name apart by where they lie, and those of one path by their volumes', () => {
    const nodes = folderNodes(
      [
        root(1, '/a/DCIM'),
        root(2, '/b/DCIM'),
        root(3, '/card', { volume: '1A-2B' }),
        root(4, '/card', { volume: '3C' }),
      ],
      [],
    );
    expect(nodes.map(told)).toEqual([
      ['DCIM', 'a', 'folder:/a/DCIM'],
      ['DCIM', 'b', 'folder:/b/DCIM'],
      ['card', '1A-2B', 'folder:/card volume:1A-2B'],
      ['card', '3C', 'folder:/card volume:3C'],
    ]);
  });

  it('names as many folders above a root as it takes', () => {
    const nodes = folderNodes([root(1, '/one/card/DCIM'), root(2, '/two/card/DCIM'), root(3, '/DCIM')], []);
    expect(nodes.map(({ distinction }) => distinction)).toEqual(['one/card', 'two/card', '/']);
  });

  it('says the volume only where it tells roots apart, and searches by it below the root, too', () => {
    const alone = root(1, '/card', { volume: '1A-2B' });
    expect(folderNodes([alone], []).map(told)).toEqual([['card', null, 'folder:/card']]);
    const twins = [alone, root(2, '/card', { volume: '3C' })];
    const [first] = folderNodes(twins, [below(alone, 101, 'DCIM')]);
    expect(first?.children.map(told)).toEqual([['DCIM', null, 'folder:/card/DCIM volume:1A-2B']]);
  });

  it('counts as new what was neither classified nor failed', () => {
    expect(newIn(root(1, '/a'))).toBe(1);
  });
});
