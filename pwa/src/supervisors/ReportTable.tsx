import { language, t } from "../texts";
import { Icon } from "../ui/Icon";
import "./report.css";

export type Columns<Row> = readonly (readonly [keyof Row, () => string])[];

interface TableProps<Row> {
  name: string;
  /** What a row is of, and how it is called. */
  head: string;
  called: (row: Row) => string;
  columns: Columns<Row>;
  rows: readonly Row[];
}

/** Figures in rows; a wide one is scrolled in a region of its own. */
export function Table<Row extends Record<keyof Row, string | number | null>>(
  table: TableProps<Row>,
) {
  const { name, head, called, columns, rows } = table;
  return (
    // A wide table is scrolled in a region of its own, also with the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section class="report-scroll" aria-label={name} tabIndex={0}>
      <table class="report-table">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map(([key, word]) => (
              <th key={key} scope="col">
                {word()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={called(row)}>
              <th scope="row">{called(row)}</th>
              {columns.map(([key]) => (
                <td key={key}>{cell(row[key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The same, for a spreadsheet. */
export function File({ href }: { href: string }) {
  return (
    <a class="button button-quiet" href={href} download>
      <Icon name="down" />
      <span>{t("File for a spreadsheet")}</span>
    </a>
  );
}

function cell(value: string | number | null): string {
  if (value === null) return "–";
  return typeof value === "number" ? value.toLocaleString(language.value) : value;
}
