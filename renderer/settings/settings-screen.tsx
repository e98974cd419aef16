import { Button, Stack, Text, Title } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { useState } from 'react';
import type { CommandInput } from '../../shared/contract/commands.ts';
import type { SettingsView } from '../../shared/contract/model-views.ts';
import { DEFAULT_CATALOG_SETTINGS, DEFAULT_MACHINE_SETTINGS } from '../../shared/settings.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { DeleteDataDialog } from '../data/delete-data-dialog.tsx';
import { tellDone } from '../notices.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useAnsweredRevision } from '../state/use-answered-revision.ts';
import { useCommand } from '../state/use-command.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { ScreenHead } from '../screen-head.tsx';
import screen from '../screen.module.css';
import { LibrarySettings } from './library-settings.tsx';
import { MachineSettings } from './machine-settings.tsx';

const texts = windowTexts.settings;

/** Everything that can be set: kept in the library, or on this machine. */
export function SettingsScreen({ onShow }: { readonly onShow: (screen: 'models' | 'engines') => void }) {
  const command = useCommand();
  const revision = useRevision();
  const answer = useAnswer('settings', {}, revision);
  const answered = useAnsweredRevision(answer, revision);
  // What a change answered, and when; an answer that was asked for later takes its place.
  const [changed, setChanged] = useState<{ readonly view: SettingsView; readonly at: number } | null>(null);
  const settings = changed !== null && changed.at >= answered ? changed.view : answer.value;
  const show = useCallbackRef((view: SettingsView) => {
    setChanged({ view, at: revision });
  });

  const [isDeletingData, setIsDeletingData] = useState(false);

  const change = async (next: CommandInput<'changeSettings'>) => {
    const view = await command('changeSettings', next);
    if (view !== undefined) show(view);
    return view !== undefined;
  };
  const restore = async () => {
    const usual = { catalog: { ...DEFAULT_CATALOG_SETTINGS }, machine: { ...DEFAULT_MACHINE_SETTINGS } };
    if (await change(usual)) tellDone(texts.restored);
  };
  const clearThumbnails = async () => {
    const view = await command('clearThumbnails', {});
    if (view === undefined) return;
    show(view);
    tellDone(texts.cleared);
  };
  return (
    <main className={screen['screen']}>
      <ScreenHead
        title={texts.title}
        explained={texts.explained}
        actions={
          <Button variant="default" disabled={settings === null} onClick={() => void restore()}>
            {texts.restore}
          </Button>
        }
      />
      <AnswerStatus answer={answer} isWide />
      {settings === null ? null : (
        <div className={screen['scroller']} tabIndex={0} role="region" aria-label={texts.title}>
          <Stack gap="xl" maw="36rem">
            <LibrarySettings
              settings={settings}
              onChange={(catalog) => void change({ catalog, machine: null })}
              onShowModels={() => {
                onShow('models');
              }}
            />
            <MachineSettings
              settings={settings}
              onChange={(machine) => void change({ catalog: null, machine })}
              onClearThumbnails={() => void clearThumbnails()}
              onShowEngines={() => {
                onShow('engines');
              }}
            />
            <section aria-label={texts.catalog}>
              <Title order={2} size="sm">
                {texts.catalog}
              </Title>
              <Text size="sm" className="selectable" style={{ overflowWrap: 'anywhere' }}>
                {settings.catalogFile.path}
              </Text>
              <Text size="sm" c="var(--window-dimmed)">
                {texts.catalogSize(settings.catalogFile.bytes)}
              </Text>
              <Button
                mt="sm"
                variant="outline"
                color="red"
                onClick={() => {
                  setIsDeletingData(true);
                }}
              >
                {texts.deleteData}
              </Button>
            </section>
          </Stack>
        </div>
      )}
      {isDeletingData ? (
        <DeleteDataDialog
          onClose={() => {
            setIsDeletingData(false);
          }}
        />
      ) : null}
    </main>
  );
}
