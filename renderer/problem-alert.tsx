import { Alert, Button, Group, Text } from '@mantine/core';
import { windowTexts } from '../shared/texts/window.ts';

/** Says why something could not be had, and asks for it again where a person wants that. */
export function ProblemAlert({
  message,
  isWide = false,
  onTryAgain,
}: {
  readonly message: string;
  /** It goes from edge to edge of a screen. */
  readonly isWide?: boolean;
  readonly onTryAgain: () => void;
}) {
  return (
    <Alert color="red" {...(isWide ? { radius: 0, py: 'xs' } : {})}>
      <Group gap="xs" justify="space-between">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
        <Button size="compact-sm" variant="default" onClick={onTryAgain}>
          {windowTexts.tryAgain}
        </Button>
      </Group>
    </Alert>
  );
}
