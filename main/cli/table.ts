import Table from 'cli-table3';

// A line under the headings is enough: rows are for reading down.
const RULES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Rows under headings, in columns as wide as their widest cell; wide and emoji characters count as they are shown. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ chars: RULES, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
  const widths = headings.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column]!)].map((cell) => cell.length)),
  );
  table.push(
    [...headings],
    widths.map((width) => '─'.repeat(width)),
    ...rows.map((row) => [...row]),
  );
  return table.toString();
}
