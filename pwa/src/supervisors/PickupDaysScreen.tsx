import { useState } from "preact/hooks";
import { hrefFor } from "../router";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { ClosedToday } from "./ClosedToday";
import { ClosuresCard } from "./ClosuresCard";
import { daysText, dayText, type PickupDays, spansText } from "./pickup-days";
import { useAnswer } from "./useAnswer";
import { WeekCard } from "./WeekCard";
import "./pickup-days.css";

/** On which days and at which hours patrons collect; and the button for a strike or a storm. */
export default function PickupDaysScreen() {
  const { answer, problem, again } = useAnswer<PickupDays>("/pickup-days");
  const [isAsked, setAsked] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const mayClose = answer && !answer.today.is_closed && !isEditing;
  return (
    <AppFrame
      wide
      title={t("Pick-up days")}
      back={<BackLink href={hrefFor("today")} />}
      bar={
        mayClose && (
          <Button kind="primary" icon="warning" onClick={() => setAsked(true)}>
            {t("Closed today")}
          </Button>
        )
      }
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {answer && (
        <div class="columns">
          <div class="stack">
            <TodayCard days={answer} />
            <ClosuresCard closures={answer.closures} onDone={again} />
          </div>
          <div class="stack">
            <WeekCard
              key={JSON.stringify(answer.week)}
              week={answer.week}
              onDone={again}
              onEditing={setEditing}
            />
            <HolidaysCard holidays={answer.holidays} />
          </div>
        </div>
      )}
      {isAsked && <ClosedToday onClose={() => setAsked(false)} onDone={again} />}
    </AppFrame>
  );
}

function TodayCard({ days: { today, kept_days } }: { days: PickupDays }) {
  const isOpen = today.hours.length > 0;
  return (
    <Card title={dayText(today.day)}>
      <p class="pickup-today">
        <Chip colour={isOpen ? "green" : "red"} icon={isOpen ? "tick" : "cross"}>
          {isOpen ? t("Handing over") : t("Nothing is handed over")}
        </Chip>
        {isOpen && <strong>{spansText(today.hours)}</strong>}
      </p>
      <p>{t("Next pick-up day: {day}.", { day: dayText(today.next) })}</p>
      <p class="muted">
        {n(
          "Documents are kept for {count} pick-up day after the one on which their patron was told.",
          "Documents are kept for {count} pick-up days after the one on which their patron was told.",
          kept_days,
        )}
      </p>
    </Card>
  );
}

function HolidaysCard({ holidays }: { holidays: PickupDays["holidays"] }) {
  if (holidays.length === 0) return null;
  return (
    <Card title={t("Public holidays to come")}>
      <ul class="list">
        {holidays.map(({ day, name }) => (
          <li key={day} class="row">
            <span class="row-text">
              <span class="row-title">{name}</span>
              <span class="muted">{daysText(day, day)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
