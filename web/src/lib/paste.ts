// What somebody copied from a spreadsheet or typed as lines, as cells. Spreadsheets copy tabs, with quotes around cells
// that hold a line break; typed lines use commas or semicolons.
//
//   parseTable('Larmar\t48,200\nBexley\t54,100')   [['Larmar', '48,200'], ['Bexley', '54,100']]
//   spread(rows, columns, { row: 0, column: 1 }, cells)   rows with the cells put in from there on
import { fold } from './fold';

export function parseTable(text: string): string[][] {
  const separator = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = () => {
    row.push(cell.trim());
    if (row.some(Boolean)) rows.push(row);
    row = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') (cell += '"'), i++;
      else quoted = false;
    } else if (c === '"' && cell.trim() === '') (quoted = true), (cell = '');
    else if (c === separator) row.push(cell.trim()), (cell = '');
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  endRow();
  return rows;
}

export type GridRow = Record<string, string>;

export interface GridColumn {
  key: string;
  label: string;
  names?: readonly string[]; // other headers that mean this column
}

// The columns that a header row names, or null when the row is no header: at least half of its cells must be known.
export function headerOf(cells: readonly string[], columns: readonly GridColumn[]): (string | null)[] | null {
  const known = cells.map((cell) => {
    const wanted = fold(cell).trim();
    const column = columns.find((c) => [c.label, c.key, ...(c.names ?? [])].some((name) => fold(name) === wanted));
    return column?.key ?? null;
  });
  const hits = known.filter(Boolean).length;
  return hits > 0 && hits * 2 >= cells.length ? known : null;
}

export function spread(
  rows: readonly GridRow[],
  columns: readonly GridColumn[],
  from: { row: number; column: number },
  cells: readonly string[][],
): GridRow[] {
  const header = cells[0] ? headerOf(cells[0], columns) : null;
  const keys = header ?? columns.slice(from.column).map((column) => column.key);
  const out = rows.map((row) => ({ ...row }));
  for (const [i, line] of (header ? cells.slice(1) : cells).entries()) {
    const row = (out[from.row + i] ??= {});
    for (const [j, value] of line.entries()) {
      const key = keys[j];
      if (key) row[key] = value;
    }
  }
  return out;
}

export function isEmptyRow(row: GridRow): boolean {
  return Object.values(row).every((value) => value.trim() === '');
}

// What was typed, as a request takes it; what cannot be read is a fault at its cell, "<row>.<column>".
export interface Filled<Item> {
  items: Item[];
  rows: number[]; // which row of the table an item came from
  faults: Record<string, string>;
}

// "accounts[2].contact_email" -> the cell; `fields` renames what has another name in the table.
export function cellFaults(
  errors: Record<string, string>,
  list: string,
  rows: readonly number[],
  fields: Record<string, string> = {},
): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const [path, message] of Object.entries(errors)) {
    const match = new RegExp(`^${list}\\[(\\d+)\\]\\.(\\w+)`).exec(path);
    const row = match ? rows[Number(match[1])] : undefined;
    if (match && row !== undefined) faults[`${row}.${fields[match[2]!] ?? match[2]!}`] = message;
  }
  return faults;
}
