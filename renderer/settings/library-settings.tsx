import { Stack, Text, Textarea, Title } from '@mantine/core';
import type { SettingsView } from '../../shared/contract/model-views.ts';
import { parseExtensions } from '../../shared/picture.ts';
import { MAX_TOP_K } from '../../shared/prediction.ts';
import { DEFAULT_CATALOG_SETTINGS, type CatalogSettings } from '../../shared/settings.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { ModelSetting } from './model-setting.tsx';
import { NumberSetting } from './number-setting.tsx';
import { useTyped } from './use-typed.ts';

const texts = windowTexts.settings;

/** What is kept in the catalog. */
export function LibrarySettings({
  settings,
  onChange,
  onShowModels,
}: {
  readonly settings: SettingsView;
  /** With what changes, and nothing else. */
  readonly onChange: (change: Partial<CatalogSettings>) => void;
  readonly onShowModels: () => void;
}) {
  const { catalog, model } = settings;
  return (
    <Stack gap="md" component="section" aria-label={texts.library}>
      <div>
        <Title order={2} size="sm">
          {texts.library}
        </Title>
        <Text size="sm" c="var(--window-dimmed)">
          {texts.libraryHint}
        </Text>
      </div>
      <ModelSetting model={model} onShowModels={onShowModels} />
      <NumberSetting
        label={texts.k}
        description={texts.kHint(MAX_TOP_K, DEFAULT_CATALOG_SETTINGS.k)}
        value={catalog.k}
        least={1}
        most={MAX_TOP_K}
        onChange={(k) => {
          if (k !== null) onChange({ k });
        }}
      />
      <NumberSetting
        label={texts.threshold}
        description={texts.thresholdHint(model.threshold)}
        value={catalog.threshold}
        least={0}
        most={1}
        step={0.05}
        decimals={3}
        empty={texts.thresholdOwn(model.threshold)}
        onChange={(threshold) => {
          onChange({ threshold });
        }}
      />
      <ExtensionsSetting
        extensions={catalog.extensions}
        onChange={(extensions) => {
          onChange({ extensions });
        }}
      />
    </Stack>
  );
}

function ExtensionsSetting({
  extensions,
  onChange,
}: {
  readonly extensions: readonly string[];
  readonly onChange: (extensions: readonly string[]) => void;
}) {
  const kept = extensions.join(', ');
  const [text, setText] = useTyped(kept, () => kept);
  const parsed = parseExtensions(text);
  return (
    <Textarea
      label={texts.extensions}
      description={texts.extensionsHint}
      size="sm"
      rows={3}
      value={text}
      error={parsed === null ? texts.extensionsWrong : null}
      onChange={(event) => {
        setText(event.currentTarget.value);
      }}
      onBlur={() => {
        if (parsed !== null && parsed.join(', ') !== kept) onChange(parsed);
      }}
    />
  );
}
