import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './compare-screen.module.css';

/** A line of a table: what it is about, then what is said of it. */
export interface NumberRow {
  readonly key: string;
  readonly head: ReactNode;
  readonly cells: readonly string[];
}

/** The numbers of a drawing, for whoever reads them. Where there is less room, it is moved sideways. */
export function NumberTable({
  label,
  headings,
  rows,
  wordColumns = [],
}: {
  readonly label: string;
  readonly headings: readonly string[];
  readonly rows: readonly NumberRow[];
  /** Those, counted from 0, whose cells hold words: they stand on the left, and break. */
  readonly wordColumns?: readonly number[];
}) {
  const sideOf = (column: number) => (wordColumns.includes(column) ? ('left' as const) : ('right' as const));
  return (
    <div className={styles['table']} tabIndex={0} role="region" aria-label={label}>
      <Table aria-label={label} verticalSpacing={2} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {headings.map((heading, column) => (
              <Table.Th key={heading} scope="col" ta={column === 0 ? 'left' : sideOf(column)}>
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, head, cells }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row">{head}</Table.Th>
              {cells.map((cell, at) => (
                <Table.Td
                  key={headings[at + 1]}
                  ta={sideOf(at + 1)}
                  className={wordColumns.includes(at + 1) ? (styles['words'] ?? '') : 'selectable'}
                >
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
