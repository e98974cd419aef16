import { Alert, Table, Text } from '@mantine/core';
import type { RunPreview } from '../../shared/contract/views.ts';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';

const texts = windowTexts.runSheet;

/** The figures of a run that has not begun. */
export function RunFacts({ preview }: { readonly preview: RunPreview }) {
  const { pictures, bytes, known, seconds, skipped, unlisted, missing } = preview;
  const rows: readonly (readonly [string, string])[] = [
    [texts.pictures, formatNumber(pictures)],
    [texts.size, texts.bytes(bytes)],
    [texts.known, formatNumber(known)],
    [texts.toDo, formatNumber(pictures - known)],
    ...(pictures === known
      ? []
      : [[texts.time, seconds === null ? texts.timeUnknown : texts.duration(seconds)] as const]),
    ...(skipped === 0 ? [] : [[texts.skipped, formatNumber(skipped)] as const]),
  ];
  return (
    <>
      {missing.length === 0 ? null : <Left text={texts.missing(missing)} />}
      {unlisted.length === 0 ? null : <Left text={texts.unlisted(unlisted)} />}
      {pictures === 0 && unlisted.length === 0 ? <Text size="sm">{texts.nothing(skipped)}</Text> : null}
      {pictures === 0 ? null : (
        <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={0}>
          <Table.Tbody>
            {rows.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={400} c="var(--window-dimmed)">
                  {name}
                </Table.Th>
                <Table.Td ta="right">{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}

/** What the run would not come to. */
function Left({ text }: { readonly text: string }) {
  return (
    <Alert color="yellow" style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Alert>
  );
}
