import { useCallbackRef, useDisclosure } from '@mantine/hooks';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Selection } from '../shared/contract/commands.ts';
import type { EventPayload } from '../shared/contract/events.ts';
import type { PictureTile, StartView } from '../shared/contract/views.ts';
import type { LibraryView } from '../shared/settings.ts';
import { Boundary } from './boundary.tsx';
import { isDialogOpen } from './dialog.tsx';
import { ChartsPanel } from './charts/charts-panel.tsx';
import { ClassesScreen } from './classes/classes-screen.tsx';
import { EnginesScreen } from './engines/engines-screen.tsx';
import { FailuresScreen } from './failures/failures-screen.tsx';
import { CompareScreen } from './compare/compare-screen.tsx';
import { MeasuringBar } from './compare/measuring-bar.tsx';
import type { OpenFolders } from './folders/folder-nodes.ts';
import { ExportBar } from './library/export-bar.tsx';
import { LibraryControls } from './library/library-controls.tsx';
import { LibraryScreen, listLength } from './library/library-screen.tsx';
import { SearchField } from './library/search-field.tsx';
import { Sidebar } from './library/sidebar.tsx';
import { Toolbar } from './library/toolbar.tsx';
import { useSidebar } from './library/use-sidebar.ts';
import { AvailableScreen } from './models/available-screen.tsx';
import { InstallBar } from './models/install-bar.tsx';
import { ModelsScreen } from './models/models-screen.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { type OpenedPicture, PictureView } from './picture/picture-view.tsx';
import type { Place } from './place.ts';
import { AcceptDialog } from './review/accept-dialog.tsx';
import { ReviewMenu } from './review/review-menu.tsx';
import { ReviewScreen } from './review/review-screen.tsx';
import { RunStatus } from './run/run-status.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { queryOfClass } from './state/query-text.ts';
import { useRevision } from './state/revision.tsx';
import { countSelected, modeOfPaging, selectionOf } from './state/selection.ts';
import { useAnswer } from './state/use-answer.ts';
import { useCommand } from './state/use-command.ts';
import { useEvent } from './state/use-event.ts';
import { usePictureSearch } from './state/use-picture-search.ts';
import { useSelection } from './state/use-selection.ts';
import { useShortcuts } from './state/use-shortcuts.ts';
import { TagDialog } from './tags/tag-dialog.tsx';
import { useExport } from './library/use-export.ts';
import styles from './workspace.module.css';

/** The library: where one searches, looks, tags and exports, and sees what a run does. */
export function Workspace({
  start,
  firstPlace,
  onPaths,
}: {
  readonly start: StartView;
  /** Where it opens. */
  readonly firstPlace: Place;
  readonly onPaths: (paths: readonly string[]) => void;
}) {
  const revision = useRevision();
  const command = useCommand();
  const { isShown, isNarrow, toggle, leave, onSidebar, onButton } = useSidebar();
  const [place, setPlace] = useState<Place>(firstPlace);
  const [query, setQuery] = useState('');
  const [view, setView] = useState(start.view);
  const { sort, isCharted, tileSize } = view;
  const [openFolders, setOpenFolders] = useState<OpenFolders>({});
  const [opened, setOpened] = useState<OpenedPicture | null>(null);
  const [tagging, setTagging] = useState<Selection | null>(null);
  const [accepting, setAccepting] = useState<Selection | null>(null);
  const [reviewing, setReviewing] = useState<Selection | null>(null);
  const [measuring, setMeasuring] = useState<EventPayload<'measuring'>>(null);
  useEvent('measuring', setMeasuring);
  const [isHelping, help] = useDisclosure(false);
  const field = useRef<HTMLInputElement>(null);
  const search = usePictureSearch(query, sort);
  const counted = useAnswer('count', { query }, revision);
  const counts = counted.value?.pictures ?? null;
  const total = counted.isOfInput ? counts : null;
  // What is shown of the list before is as long as it was.
  const length = listLength(search, search.isOfBefore ? counts : total);
  const isCounted = total !== null || search.end !== null || search.isOfBefore;
  const list = `${sort.by} ${sort.direction} ${query}`;
  const used = useSelection(list, search, total);

  // What follows the query and is handed on is always the same function: what has it is not drawn anew for it.
  const go = useCallbackRef((next: Place) => {
    if (next.screen === 'library') search.expect(next.query);
    setPlace(next);
    if (next.screen === 'library') setQuery(next.query);
    leave();
  });
  const goToQuery = useCallbackRef((next: string) => {
    go({ screen: 'library', query: next });
  });
  // What was renamed or removed may have taken its time: only whoever is still shown it is led on.
  const onReplaced = useCallbackRef((replaced: string, by: string) => {
    if (place.screen === 'library' && query === replaced) goToQuery(by);
  });
  const open = useCallback((tile: PictureTile, index: number) => {
    setOpened({ tile, index });
  }, []);
  const canAct = place.screen === 'library' && search.tiles.size > 0;
  const changeView = useCallback(
    (change: Partial<LibraryView>) => {
      const next = { ...view, ...change };
      setView(next);
      void command('keepView', { view: next });
    },
    [command, view],
  );
  const { selection, selectAll, selectNone, whenKnown } = used;
  // It may have to wait: whoever has gone elsewhere meanwhile does not want it there.
  const actHere = useCallbackRef((act: (selected: Selection) => void, selected: Selection) => {
    if (place.screen === 'library' && !isDialogOpen()) act(selected);
  });
  const withSelected = (act: (selected: Selection) => void) => {
    whenKnown((known) => {
      actHere(act, selectionOf(known, query));
    });
  };
  const startTagging = useCallbackRef(() => {
    if (canAct) withSelected(setTagging);
  });
  const startReviewing = useCallbackRef(() => {
    if (canAct) withSelected(setReviewing);
  });
  const startAccepting = useCallbackRef(() => {
    withSelected(setAccepting);
  });
  const reviewAll = useCallbackRef((found: string) => {
    goToQuery(found);
    setReviewing({ query: found });
  });
  const showFailures = useCallback(() => {
    go({ screen: 'failures' });
  }, [go]);
  const showModels = useCallback(() => {
    go({ screen: 'models', from: 'available-models' });
  }, [go]);
  const write = useExport(query);
  const exportCsv = useCallbackRef(() => {
    // Where no pictures are shown, nobody sees what is selected of them.
    if (place.screen === 'library') withSelected(write);
    else write({ query });
  });
  useShortcuts({
    field,
    query,
    onGo: go,
    onSelectAll: canAct ? selectAll : null,
    onTag: startTagging,
    onReview: startReviewing,
    onHelp: help.open,
    onExport: exportCsv,
  });

  // What follows the catalog renders again with every look at it, which in a run is as often as the machine allows: what
  // is the same then is left as it is.
  const searchField = useMemo(
    () => <SearchField ref={field} query={query} screen={place.screen} onQuery={goToQuery} onLeave={focusGrid} />,
    [query, place.screen, goToQuery],
  );
  const reviewMenu = useMemo(
    () => <ReviewMenu canAct={canAct} onReview={startReviewing} onAccept={startAccepting} />,
    [canAct, startReviewing, startAccepting],
  );
  // All at once, the first drawing would keep a run's first frame waiting: the frame is drawn first, then what is in it.
  const isFramed = useDeferredValue(true, false);
  const count = countSelected(selection, length);
  return (
    <div className={styles['workspace']} data-sidebar={isShown || undefined} data-narrow={isNarrow || undefined}>
      <Toolbar
        search={searchField}
        found={place.screen === 'library' && search.problem === null ? total : null}
        selected={place.screen === 'library' ? count : 0}
        isAllSelected={selection.selected === 'all'}
        canAct={canAct}
        isSidebarShown={isShown}
        onToggleSidebar={toggle}
        onSidebarButton={onButton}
        onSelectNone={selectNone}
        onTag={startTagging}
        review={reviewMenu}
        onExport={exportCsv}
        onPaths={onPaths}
      />
      <div className={styles['middle']}>
        {isShown && isFramed ? (
          <Sidebar
            ref={onSidebar}
            place={place}
            openFolders={openFolders}
            onOpenFolders={setOpenFolders}
            onGo={go}
            onReplaced={onReplaced}
            onReview={reviewAll}
          />
        ) : null}
        <Boundary place={place.screen === 'library' ? list : place.screen}>
          {place.screen === 'library' && isFramed ? (
            <LibraryScreen
              query={query}
              list={list}
              search={search}
              length={length}
              isCounted={isCounted}
              isCovered={opened !== null}
              used={used}
              controls={
                <LibraryControls
                  query={query}
                  threshold={start.model.threshold}
                  onQuery={goToQuery}
                  view={view}
                  onView={changeView}
                />
              }
              tileSize={tileSize}
              charts={isCharted ? <ChartsPanel query={query} onQuery={goToQuery} /> : null}
              onQuery={goToQuery}
              onOpen={open}
            />
          ) : null}
          {place.screen === 'failures' ? <FailuresScreen /> : null}
          {place.screen === 'classes' ? (
            <ClassesScreen
              classes={start.model.classes}
              onSearch={(name) => {
                goToQuery(queryOfClass(name));
              }}
            />
          ) : null}
          {place.screen === 'engines' ? <EnginesScreen /> : null}
          {place.screen === 'models' ? <ModelsScreen from={place.from ?? null} onSearch={goToQuery} onGo={go} /> : null}
          {place.screen === 'compare' ? <CompareScreen measuring={measuring} onGo={go} /> : null}
          {place.screen === 'settings' ? (
            <SettingsScreen
              onShow={(screen) => {
                go({ screen });
              }}
            />
          ) : null}
          {place.screen === 'available-models' ? <AvailableScreen onShowModels={showModels} /> : null}
        </Boundary>
      </div>
      <ExportBar />
      <InstallBar />
      <MeasuringBar progress={measuring} />
      <RunStatus start={start} onShowFailures={showFailures} />
      {opened === null ? null : (
        <PictureView
          opened={opened}
          search={search}
          total={isCounted ? length : null}
          onOpened={(next) => {
            setOpened(next);
            used.onSelect(
              { picture: next.tile.picture, index: next.index },
              modeOfPaging(selection, opened.tile.picture),
            );
          }}
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
      {isHelping ? <ShortcutsDialog onClose={help.close} /> : null}
      {reviewing === null ? null : (
        <ReviewScreen
          selection={reviewing}
          onClose={() => {
            setReviewing(null);
          }}
        />
      )}
      {accepting === null ? null : (
        <AcceptDialog
          selection={accepting}
          total={total}
          onClose={() => {
            setAccepting(null);
          }}
        />
      )}
      {tagging === null ? null : (
        <TagDialog
          selection={tagging}
          total={total}
          onClose={() => {
            setTagging(null);
          }}
        />
      )}
    </div>
  );
}

function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-grid]')?.focus();
}
