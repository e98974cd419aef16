import { Menu } from '@mantine/core';
import { IconFileZip, IconFolder, IconPackageImport } from '@tabler/icons-react';
import { PACK_FORMS, type PackForm } from '../../shared/engine-pack.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { MenuButton } from '../menu-button.tsx';

const texts = windowTexts.engines;
const ICON = { size: '1rem', stroke: 1.6, 'aria-hidden': true } as const;
const ICONS = { folder: <IconFolder {...ICON} />, archive: <IconFileZip {...ICON} /> } as const;

/** The ways to add an engine pack: no dialog of every system offers folders and files at once. */
export function AddPackMenu({
  canAdd,
  onChoose,
}: {
  readonly canAdd: boolean;
  readonly onChoose: (from: PackForm) => void;
}) {
  return (
    <MenuButton label={texts.addPack} icon={<IconPackageImport {...ICON} />} isDisabled={!canAdd}>
      {PACK_FORMS.map((form) => (
        <Menu.Item
          key={form}
          leftSection={ICONS[form]}
          onClick={() => {
            onChoose(form);
          }}
        >
          {texts.addPackFrom[form]}
        </Menu.Item>
      ))}
    </MenuButton>
  );
}
