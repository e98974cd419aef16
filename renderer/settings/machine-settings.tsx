import { Anchor, Button, Group, Input, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';
import type { SettingsView } from '../../shared/contract/model-views.ts';
import {
  MAX_GPU_MEMORY_BYTES,
  MAX_RUN_MEMORY_BYTES,
  MAX_THUMBNAIL_BYTES,
  MAX_WORKERS,
  MIN_GPU_MEMORY_BYTES,
  MIN_RUN_MEMORY_BYTES,
  MIN_THUMBNAIL_BYTES,
  type MachineSettings as Settings,
} from '../../shared/settings.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { NumberSetting } from './number-setting.tsx';

const texts = windowTexts.settings;
const GIGABYTE = 1e9;

/** What is kept on this machine. */
export function MachineSettings({
  settings,
  onChange,
  onClearThumbnails,
  onShowEngines,
}: {
  readonly settings: SettingsView;
  /** With what changes, and nothing else. */
  readonly onChange: (change: Partial<Settings>) => void;
  readonly onClearThumbnails: () => void;
  readonly onShowEngines: () => void;
}) {
  const appearanceId = useId();
  const { machine, run, thumbnailBytes } = settings;
  return (
    <Stack gap="md" component="section" aria-label={texts.machine}>
      <div>
        <Title order={2} size="sm">
          {texts.machine}
        </Title>
        <Text size="sm" c="var(--window-dimmed)">
          {texts.machineHint}
        </Text>
      </div>
      <div>
        <Text size="sm" fw={600}>
          {texts.engine}
        </Text>
        <Text size="sm">
          {texts.engineChoice(machine.engine, run.engine)} ·{' '}
          <Anchor
            component="button"
            type="button"
            size="sm"
            c="var(--window-focus)"
            underline="always"
            onClick={onShowEngines}
          >
            {texts.enginesLink}
          </Anchor>
        </Text>
      </div>
      <NumberSetting
        label={texts.workers}
        description={texts.workersHint(run.cores)}
        value={machine.workers}
        least={1}
        most={MAX_WORKERS}
        empty={texts.automatic}
        onChange={(workers) => {
          onChange({ workers });
        }}
      />
      <NumberSetting
        label={texts.memory}
        description={texts.memoryHint(run.machineBytes)}
        value={machine.memoryBytes === null ? null : machine.memoryBytes / GIGABYTE}
        least={MIN_RUN_MEMORY_BYTES / GIGABYTE}
        most={MAX_RUN_MEMORY_BYTES / GIGABYTE}
        step={0.5}
        decimals={2}
        empty={texts.automatic}
        onChange={(gigabytes) => {
          onChange({ memoryBytes: gigabytes === null ? null : Math.round(gigabytes * GIGABYTE) });
        }}
      />
      <NumberSetting
        label={texts.gpuMemory}
        description={texts.gpuMemoryHint}
        value={machine.gpuMemoryBytes === null ? null : machine.gpuMemoryBytes / GIGABYTE}
        least={MIN_GPU_MEMORY_BYTES / GIGABYTE}
        most={MAX_GPU_MEMORY_BYTES / GIGABYTE}
        step={0.5}
        decimals={2}
        empty={texts.automatic}
        onChange={(gigabytes) => {
          onChange({ gpuMemoryBytes: gigabytes === null ? null : Math.round(gigabytes * GIGABYTE) });
        }}
      />
      <Text size="sm" role="status">
        {nextRun(run)}
      </Text>
      <Input.Wrapper label={texts.appearance} labelElement="div" labelProps={{ id: appearanceId }} size="sm">
        <Group>
          <SegmentedControl
            aria-labelledby={appearanceId}
            size="xs"
            value={machine.appearance}
            data={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: texts.appearances[value] }))}
            onChange={(appearance) => {
              onChange({ appearance });
            }}
          />
        </Group>
      </Input.Wrapper>
      <Group align="flex-end" gap="sm">
        <NumberSetting
          label={texts.thumbnails}
          description={texts.thumbnailsHint(thumbnailBytes)}
          value={machine.thumbnailBytes / GIGABYTE}
          least={MIN_THUMBNAIL_BYTES / GIGABYTE}
          most={MAX_THUMBNAIL_BYTES / GIGABYTE}
          step={0.5}
          decimals={2}
          onChange={(gigabytes) => {
            if (gigabytes !== null) onChange({ thumbnailBytes: Math.round(gigabytes * GIGABYTE) });
          }}
        />
        <Button variant="default" disabled={thumbnailBytes === 0} onClick={onClearThumbnails}>
          {texts.clearThumbnails}
        </Button>
      </Group>
    </Stack>
  );
}

function nextRun({ engine, plan, memoryBytes, gpuBytes, allowedBytes, allowedGpuBytes }: SettingsView['run']): string {
  if (memoryBytes > allowedBytes) return texts.tooLittleMemory(memoryBytes, allowedBytes);
  if (allowedGpuBytes !== null && gpuBytes > allowedGpuBytes)
    return texts.tooLittleGpuMemory(gpuBytes, allowedGpuBytes);
  return texts.plan(windowTexts.run.engine(engine), plan, memoryBytes, gpuBytes);
}
