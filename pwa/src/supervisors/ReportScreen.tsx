import { useState } from "preact/hooks";
import { hrefFor } from "../router";
import { dateText, language, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { Field } from "../ui/Field";
import { HotSpotsCard, NobodyCard, RangesCard } from "./LearnedCards";
import { NotFoundMap } from "./NotFoundMap";
import { daysText } from "./pickup-days";
import { type Columns, File, Table } from "./ReportTable";
import { type Day, isoDay, middleOf, type Place, type Report, type Span, sumOf } from "./report";
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
      <Sums days={answer.days} again={answer.second_looks} />
      <p class="muted">
        {t(
          "A selection counts as one that was asked for; as it names no document, it is neither among those looked for nor among those found.",
        )}
      </p>
      <Card title={t("By day")} aside={<File href={`/api/report/file?${days}&table=days`} />}>
        <Table
          name={t("By day")}
          head={t("Day")}
          called={({ day }) => daysText(day, day)}
          columns={ofDays}
          rows={answer.days}
        />
      </Card>
      {answer.weeks.length > 1 && (
        <Card
          title={t("Weeks compared")}
          aside={<File href={`/api/report/file?${days}&table=weeks`} />}
        >
          <Table
            name={t("Weeks compared")}
            head={t("Week from")}
            called={({ first }) => daysText(first, first)}
            columns={ofSpans}
            rows={answer.weeks}
          />
        </Card>
      )}
      {answer.months.length > 1 && (
        <Card title={t("By month")} aside={<File href={`/api/report/file?${days}&table=months`} />}>
          <Table
            name={t("By month")}
            head={t("Month")}
            called={({ first }) => monthText(first)}
            columns={ofSpans}
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
      <RangesCard
        ranges={answer.ranges}
        aside={<File href={`/api/report/file?${days}&table=ranges`} />}
      />
      <NotFoundMap
        bays={answer.bays}
        aside={<File href={`/api/report/file?${days}&table=bays`} />}
      />
      <HotSpotsCard
        spots={answer.misplaced}
        aside={<File href={`/api/report/file?${days}&table=misplaced`} />}
      />
      <NobodyCard />
    </>
  );
}

function Sums({ days, again }: { days: readonly Day[]; again: Report["second_looks"] }) {
  const patrons = sumOf(days, "patrons");
  const looked = sumOf(days, "found") + sumOf(days, "not_found") + sumOf(days, "unusable");
  const holds = sumOf(days, "holds");
  const hours = middleOf(days.map(({ hours_to_ready }) => hours_to_ready));
  return (
    <dl class="figures">
      <Figure name={n("asked for", "asked for", holds)} value={holds} />
      <Figure name={t("by telephone or at the desk")} value={sumOf(days, "by_phone")} />
      <Figure
        name={t("documents per patron")}
        value={patrons > 0 ? decimal(sumOf(days, "named") / patrons) : "–"}
      />
      <Figure
        name={t("found, of those looked for")}
        value={looked > 0 ? percent(sumOf(days, "found") / looked) : "–"}
      />
      <Figure
        name={t("found, of those looked for again")}
        value={again.again > 0 ? percent(again.found / again.again) : "–"}
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

const ofDays: Columns<Day> = [
  ["holds", () => t("Asked for")],
  ["by_phone", () => t("By telephone")],
  ["found", () => n("found", "found", 2)],
  ["not_found", () => t("Not on the shelf")],
  ["unusable", () => n("not usable", "not usable", 2)],
  ["ready", () => t("Announced")],
  ["hours_to_ready", () => t("Hours")],
  ["handed_over", () => t("Handed over")],
  ["missed", () => n("missing", "missing", 2)],
  ["expired", () => t("Expired")],
];

const ofSpans: Columns<Span> = [
  ["holds", () => t("Asked for")],
  ["by_phone", () => t("By telephone")],
  ["documents_per_patron", () => t("Per patron")],
  ["found", () => n("found", "found", 2)],
  ["not_found", () => t("Not on the shelf")],
  ["ready", () => t("Announced")],
  ["hours_to_ready", () => t("Hours")],
  ["handed_over", () => t("Handed over")],
  ["missed", () => n("missing", "missing", 2)],
  ["unfilled", () => n("given up", "given up", 2)],
];

/** "November 2026". */
function monthText(first: string): string {
  return dateText(first, { month: "long", year: "numeric" });
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

function decimal(value: number): string {
  return value.toLocaleString(language.value, { maximumFractionDigits: 1 });
}

function percent(value: number): string {
  return value.toLocaleString(language.value, { style: "percent" });
}
