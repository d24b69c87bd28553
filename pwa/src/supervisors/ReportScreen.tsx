import { useState } from "preact/hooks";
import { hrefFor } from "../router";
import { language, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { Field } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { daysText } from "./pickup-days";
import { type Day, isoDay, type Month, middleOf, type Place, type Report, sumOf } from "./report";
import { useAnswer } from "./useAnswer";
import "./board.css";
import "./report.css";

const FOUR_WEEKS = 27;

/** What was asked for, found and told, by day and by place. */
export default function ReportScreen() {
  const [first, setFirst] = useState(isoDay(FOUR_WEEKS));
  const [last, setLast] = useState(isoDay(0));
  const isPossible = Boolean(first && last) && first <= last;
  return (
    <AppFrame wide title={t("Report")} back={<BackLink href={hrefFor("today")} />}>
      <Card>
        <div class="columns">
          <Field label={t("From")} type="date" value={first} onValue={setFirst} />
          <Field
            label={t("To")}
            type="date"
            value={last}
            onValue={setLast}
            error={isPossible ? undefined : t("The last day comes before the first.")}
          />
        </div>
      </Card>
      {isPossible && <Shown days={`first=${first}&last=${last}`} />}
    </AppFrame>
  );
}

function Shown({ days }: { days: string }) {
  const { answer, problem } = useAnswer<Report>(`/report?${days}`);
  if (problem) return <p class="note note-amber">{problem}</p>;
  if (!answer) return <p class="muted">{t("Opening…")}</p>;
  if (answer.days.length === 0) {
    return (
      <EmptyState title={t("Nothing on these days")}>
        {t("Orders, walks and notices of this branch appear here, day by day.")}
      </EmptyState>
    );
  }
  return (
    <>
      <Sums days={answer.days} />
      <Card title={t("By day")} aside={<File href={`/api/report/file?${days}&table=days`} />}>
        <Table
          name={t("By day")}
          head={t("Day")}
          called={({ day }) => daysText(day, day)}
          columns={ofDays}
          rows={answer.days}
        />
      </Card>
      {answer.months.length > 1 && (
        <Card title={t("By month")} aside={<File href={`/api/report/file?${days}&table=months`} />}>
          <Table
            name={t("By month")}
            head={t("Month")}
            called={({ first }) => monthText(first)}
            columns={ofMonths}
            rows={answer.months}
          />
        </Card>
      )}
      <Card
        title={t("By location and kind")}
        aside={<File href={`/api/report/file?${days}&table=places`} />}
      >
        <PlaceTable places={answer.places} />
      </Card>
    </>
  );
}

function Sums({ days }: { days: readonly Day[] }) {
  const patrons = sumOf(days, "patrons");
  const looked = sumOf(days, "found") + sumOf(days, "not_found") + sumOf(days, "unusable");
  const hours = middleOf(days.map(({ hours_to_ready }) => hours_to_ready));
  return (
    <dl class="figures">
      <Figure name={t("asked for")} value={sumOf(days, "holds")} />
      <Figure name={t("by telephone")} value={sumOf(days, "by_phone")} />
      <Figure
        name={t("documents per patron")}
        value={patrons > 0 ? decimal(sumOf(days, "named") / patrons) : "–"}
      />
      <Figure
        name={t("found, of those looked for")}
        value={looked > 0 ? percent(sumOf(days, "found") / looked) : "–"}
      />
      <Figure
        name={t("hours from order to notice")}
        value={hours === undefined ? "–" : decimal(hours)}
      />
      <Figure name={t("handed over")} value={sumOf(days, "handed_over")} />
      <Figure name={t("announced but missing")} value={sumOf(days, "missed")} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: number | string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

type Columns<Row> = readonly (readonly [keyof Row, () => string])[];

const ofDays: Columns<Day> = [
  ["holds", () => t("Asked for")],
  ["by_phone", () => t("By telephone")],
  ["found", () => t("Found")],
  ["not_found", () => t("Not on the shelf")],
  ["unusable", () => t("Not usable")],
  ["ready", () => t("Announced")],
  ["hours_to_ready", () => t("Hours")],
  ["handed_over", () => t("Handed over")],
  ["missed", () => t("Missing")],
  ["expired", () => t("Expired")],
];

const ofMonths: Columns<Month> = [
  ["holds", () => t("Asked for")],
  ["by_phone", () => t("By telephone")],
  ["documents_per_patron", () => t("Per patron")],
  ["ready", () => t("Announced")],
  ["hours_to_ready", () => t("Hours")],
  ["handed_over", () => t("Handed over")],
  ["missed", () => t("Missing")],
  ["unfilled", () => t("Not found in the end")],
];

interface TableProps<Row> {
  name: string;
  /** What a row is of, and how it is called. */
  head: string;
  called: (row: Row) => string;
  columns: Columns<Row>;
  rows: readonly Row[];
}

function Table<Row extends Record<keyof Row, string | number | null>>(table: TableProps<Row>) {
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

/** "November 2026". */
function monthText(first: string): string {
  const words = { month: "long", year: "numeric" } as const;
  return new Date(`${first}T12:00`).toLocaleDateString(language.value, words);
}

function PlaceTable({ places }: { places: readonly Place[] }) {
  return (
    <ul class="list">
      {places.map((place) => (
        <li key={`${place.location}/${place.kind}`} class="report-place">
          <span class="row-text">
            <span class="row-title">{place.location}</span>
            <span class="muted">{place.kind}</span>
          </span>
          <meter
            min={0}
            max={place.found + place.not_found + place.unusable}
            value={place.found}
            aria-hidden="true"
          />
          <span class="muted">
            {t("{found} found, {missing} not on the shelf, {unusable} not usable", {
              found: place.found,
              missing: place.not_found,
              unusable: place.unusable,
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function File({ href }: { href: string }) {
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

function decimal(value: number): string {
  return value.toLocaleString(language.value, { maximumFractionDigits: 1 });
}

function percent(value: number): string {
  return value.toLocaleString(language.value, { style: "percent" });
}
