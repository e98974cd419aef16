import { Alert, Button, Center, Stack } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { windowTexts } from '../shared/texts/window.ts';
import { thrownMessage } from '../shared/thrown.ts';

interface BoundaryProps {
  /** What is shown: where that is another, it is tried without being asked for. */
  readonly place: string;
  readonly children: ReactNode;
}

interface BoundaryState {
  /** Why it could not be drawn; null where it could. */
  readonly message: string | null;
  /** Where it could not. */
  readonly place: string;
}

/**
 * Says so where a part of the window throws while it is drawn, which would leave the window blank, and offers to draw it
 * anew. A class, because React has no other way to hear of it.
 */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { message: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { message: thrownMessage(error) };
  }

  static getDerivedStateFromProps({ place }: BoundaryProps, before: BoundaryState): BoundaryState | null {
    return place === before.place ? null : { message: null, place };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <Center h="100%" p="md">
        <Stack align="center" role="alert" maw="32rem">
          <Alert color="red" title={windowTexts.notDrawn} style={{ overflowWrap: 'anywhere' }}>
            {message}
          </Alert>
          <Button
            onClick={() => {
              this.setState({ message: null });
            }}
          >
            {windowTexts.tryAgain}
          </Button>
        </Stack>
      </Center>
    );
  }
}
