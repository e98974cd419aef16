import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import type { InstallableModelView } from '../../shared/contract/model-arrivals.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { heldWhile } from '../held-while.ts';

const texts = windowTexts.getModels;

/** One published model: whose it is, how large, how good, and what its file is compared with. */
export function AvailableCard({
  model,
  isDisabled,
  onInstall,
}: {
  readonly model: InstallableModelView;
  /** Another one is on its way. */
  readonly isDisabled: boolean;
  readonly onInstall: () => void;
}) {
  const { name, publisher, bytes, isSizeStated, licence, top1, top1At, digest, isInstalled, isDownloadSeen } = model;
  return (
    <Card withBorder padding="md" component="section" aria-label={name}>
      <Stack gap="xs" h="100%">
        <Group gap="sm">
          <Title order={2} size="md">
            {name}
          </Title>
          {isInstalled ? <Badge size="sm">{texts.isInstalled}</Badge> : null}
          {isInstalled || isDownloadSeen ? null : (
            <Badge size="sm" variant="default">
              {texts.neverTried}
            </Badge>
          )}
        </Group>
        <Text size="sm">{texts.facts(publisher, bytes, isSizeStated, licence)}</Text>
        <Text size="sm">{texts.top1(top1, top1At)}</Text>
        <Text size="sm" c="var(--window-dimmed)" className="selectable" style={{ overflowWrap: 'anywhere' }}>
          {texts.digest(digest)}
        </Text>
        {isInstalled ? null : (
          <Group mt="auto">
            <Button variant="default" aria-label={texts.installOf(name)} {...heldWhile(isDisabled, onInstall)}>
              {texts.install}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
