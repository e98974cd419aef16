import { Alert, Button, Flex, Loader, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import { MAX_PATHS } from '../shared/contract/commands.ts';
import { windowTexts } from '../shared/texts/window.ts';
import { OtherCatalog } from './data/other-catalog.tsx';
import { DeleteDataDialog } from './data/delete-data-dialog.tsx';
import { DropTarget } from './drop/drop-target.tsx';
import { RunSheet } from './drop/run-sheet.tsx';
import { FirstStart } from './first-start/first-start.tsx';
import { ChooseInstalled } from './models/choose-installed.tsx';
import { tellProblem } from './notices.tsx';
import type { Place } from './place.ts';
import { useMenu } from './state/menu.tsx';
import { useRevision } from './state/revision.tsx';
import { useRuns } from './state/runs.tsx';
import { useAnswer } from './state/use-answer.ts';
import { useEvent } from './state/use-event.ts';
import { Workspace } from './workspace.tsx';

const LIBRARY: Place = { screen: 'library', query: '' };

/** The window: the first start, or the library; and what is dropped on either. */
export function App() {
  const revision = useRevision();
  const [attempt, setAttempt] = useState(0);
  const heardOfRun = useRuns(({ run }) => (run === undefined ? null : run !== null));
  const hasFinished = useRuns(({ finished }) => finished !== null);
  const askAgain = () => {
    setAttempt((before) => before + 1);
  };
  // What is asked at the start has nothing new while a run goes on, but for the model.
  const [settled, setSettled] = useState(revision);
  if (heardOfRun !== true && settled !== revision) setSettled(revision);
  const { reply, value: start, isPending } = useAnswer('start', {}, settled + attempt);
  const [paths, setPaths] = useState<readonly string[]>([]);
  // The system may give one after the other before the window is drawn.
  const named = useRef(paths);
  const name = (all: readonly string[]) => {
    named.current = all;
    setPaths(all);
  };
  useEvent('modelChanged', askAgain);
  useEvent('problem', ({ message }) => {
    tellProblem(message);
  });
  const addPaths = (more: readonly string[]) => {
    const all = [...new Set([...named.current, ...more])];
    if (all.length > MAX_PATHS) tellProblem(windowTexts.drop.tooMany(all.length, MAX_PATHS));
    else name(all);
  };
  // Where a library without pictures is opened all the same: a person wants to set something first.
  const [firstPlace, setFirstPlace] = useState<Place | null>(null);
  const [isDeletingData, setIsDeletingData] = useState(false);
  // Before the first event of a run, the answer to `start` knows whether there is one.
  const isRunning = heardOfRun ?? (start !== null && start.run !== null);
  const seemsEmpty = start?.pictures === 0 && !isRunning && !hasFinished && start.unfinished + start.queued === 0;
  // Of a run that is over, the answer that knows what it found may be a moment away: the library does not go for that.
  const [wasEmpty, setWasEmpty] = useState(true);
  const hasNothing = seemsEmpty && (wasEmpty || !isPending);
  if (start !== null && hasNothing !== wasEmpty) setWasEmpty(hasNothing);
  // That was for this once: a library that is emptied later invites again.
  if (start !== null && !hasNothing && firstPlace !== null) setFirstPlace(null);
  const askToDelete = () => {
    setIsDeletingData(true);
  };
  useMenu({ deleteData: start === null ? undefined : askToDelete });
  useEvent('pathsGiven', ({ paths: given }) => {
    addPaths(given);
  });

  if (start === null) {
    return (
      // In the middle; where a small window has no room for all of it, it scrolls.
      <Flex h="100%" p="md" style={{ overflow: 'auto' }}>
        {reply?.ok === false ? (
          <Stack m="auto" align="center">
            <Alert color="red" style={{ overflowWrap: 'anywhere' }}>
              {reply.message}
            </Alert>
            <ChooseInstalled key={attempt} onChosen={askAgain} />
            <OtherCatalog />
            <Button variant="default" onClick={askAgain}>
              {windowTexts.tryAgain}
            </Button>
          </Stack>
        ) : (
          <Loader m="auto" size="sm" aria-label={windowTexts.loading} />
        )}
      </Flex>
    );
  }
  return (
    <>
      {hasNothing && firstPlace === null ? (
        <FirstStart model={start.model} onPaths={addPaths} onGo={setFirstPlace} />
      ) : (
        <Workspace start={start} firstPlace={firstPlace ?? LIBRARY} onPaths={addPaths} />
      )}
      {paths.length === 0 ? null : (
        <RunSheet
          paths={paths}
          isRunning={isRunning}
          onClose={(asked) => {
            name(named.current.filter((path) => !asked.includes(path)));
          }}
        />
      )}
      {isDeletingData ? (
        <DeleteDataDialog
          onClose={() => {
            setIsDeletingData(false);
          }}
        />
      ) : null}
      <DropTarget isRunning={isRunning} onPaths={addPaths} />
    </>
  );
}
