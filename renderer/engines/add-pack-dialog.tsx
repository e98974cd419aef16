import { Alert, Progress, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChosenPackView } from '../../shared/contract/engine-views.ts';
import type { EnginePackStep } from '../../shared/engine-pack.ts';
import { enginePackTexts } from '../../shared/texts/engine-packs.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { useBridge } from '../bridge-context.ts';
import { Dialog, DialogActions } from '../dialog.tsx';
import { tellDone } from '../notices.tsx';
import { useEvent } from '../state/use-event.ts';

const texts = windowTexts.engines.addDialog;

const DIGEST = /^[0-9a-f]{64}$/u;

/**
 * Says what an engine pack says of itself, and that it is a program of somebody's; adds it when the person wants it,
 * with how far that is, and why it was refused.
 */
export function AddPackDialog({
  chosen,
  onAdded,
  onClose,
}: {
  readonly chosen: ChosenPackView;
  readonly onAdded: () => void;
  readonly onClose: () => void;
}) {
  const bridge = useBridge();
  const { path, facts } = chosen;
  const [typed, setTyped] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const [step, setStep] = useState<EnginePackStep | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEvent('addingEnginePack', setStep);
  const digest = typed.replaceAll(/\s/gu, '').toLowerCase();
  const wrong = wrongDigest(digest, facts.digest);

  const add = async () => {
    setFault(null);
    setStep(null);
    setIsAdding(true);
    const reply = await bridge.request('addEnginePack', { path, digest: digest === '' ? null : digest });
    setIsAdding(false);
    if (!reply.ok) {
      setFault(reply.message);
      return;
    }
    if (reply.value !== null) {
      tellDone(texts.added(facts.engine));
      onAdded();
    }
    onClose();
  };
  const leave = () => {
    // The dialog stays until it has stopped: it then answers what it was asked for.
    if (isAdding) void bridge.request('cancelAddingEnginePack', {});
    else onClose();
  };
  return (
    <Dialog title={texts.title} size="lg" onClose={leave}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Stack gap="md">
          <PackFacts chosen={chosen} />
          <Alert color="yellow" variant="outline">
            {texts.trust}
          </Alert>
          <TextInput
            label={texts.digest}
            description={texts.digestHint}
            value={typed}
            error={wrong}
            disabled={isAdding}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
          {isAdding ? <AddingProgress step={step} /> : null}
          {fault === null ? null : (
            <Alert color="red" role="alert" style={{ overflowWrap: 'anywhere' }}>
              {fault}
            </Alert>
          )}
          <DialogActions
            cancel={isAdding ? texts.stop : texts.cancel}
            confirm={texts.confirm}
            onCancel={leave}
            isFocused={false}
            isWorking={isAdding}
            isDisabled={wrong !== null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

/** Why what was typed is not the digest of this pack; null where nothing was, or it is. */
function wrongDigest(typed: string, ofPack: string): string | null {
  if (typed === '' || typed === ofPack) return null;
  return DIGEST.test(typed) ? texts.otherDigest : texts.notADigest;
}

function PackFacts({ chosen: { path, facts } }: { readonly chosen: ChosenPackView }) {
  const rows = [
    { what: texts.facts.engine, value: enginePackTexts.library(facts) },
    { what: texts.facts.package, value: enginePackTexts.outer(facts) },
    { what: texts.facts.machine, value: enginePackTexts.machine(facts) },
    { what: texts.facts.size, value: enginePackTexts.size(facts) },
    { what: texts.facts.path, value: path },
    { what: texts.facts.digest, value: facts.digest },
  ];
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
      <Table.Tbody>
        {rows.map(({ what, value }) => (
          <Table.Tr key={what}>
            <Table.Th scope="row" fw={400} c="var(--window-dimmed)" pr="md" style={{ verticalAlign: 'top' }}>
              {what}
            </Table.Th>
            <Table.Td className="selectable" style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function AddingProgress({ step }: { readonly step: EnginePackStep | null }) {
  const text = step === null ? texts.starting : texts.step(step);
  const isCopying = step?.step === 'copying';
  return (
    <Stack gap="xs">
      <Progress
        value={isCopying ? (step.of === 0 ? 100 : (100 * step.bytes) / step.of) : step === null ? 0 : 100}
        size="sm"
        // How long the engine needs to be tried nobody knows.
        striped={step?.step === 'trying'}
        animated={step?.step === 'trying'}
        transitionDuration={0}
        aria-label={text}
      />
      <Text size="sm" role="status">
        {text}
      </Text>
    </Stack>
  );
}
