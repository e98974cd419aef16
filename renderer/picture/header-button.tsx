import { ActionIcon, Tooltip } from '@mantine/core';
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import type { ActualSize } from './use-actual-size.ts';

const texts = windowTexts.picture;

/** A button above a picture that fills the window. */
export function HeaderButton({
  icon,
  label,
  isDisabled = false,
  onClick,
  onKeyDown,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
        aria-label={label}
        disabled={isDisabled}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** Leads from the whole picture to its actual size, and back. */
export function ZoomButton({ size: { isShown, isActual, showActual } }: { readonly size: ActualSize }) {
  return (
    <HeaderButton
      icon={isActual ? <IconZoomOut size="1.2rem" aria-hidden /> : <IconZoomIn size="1.2rem" aria-hidden />}
      label={isActual ? texts.showWhole : texts.showActual}
      isDisabled={!isShown}
      onClick={() => {
        showActual(!isActual);
      }}
      onKeyDown={(event) => {
        // Held, it would go from one to the other and back as fast as keys repeat.
        if (event.key === 'Enter' && event.repeat) event.preventDefault();
      }}
    />
  );
}
