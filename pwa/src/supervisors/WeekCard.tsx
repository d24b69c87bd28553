import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { changeDays, type Hours, spansOf, spansText, weekdayName } from "./pickup-days";

const DAYS = [0, 1, 2, 3, 4, 5, 6];
/** What a day begins with when it is opened. */
const USUAL = { opens: "10:00", closes: "18:00" };

interface WeekCardProps {
  week: readonly Hours[];
  onDone: () => Promise<void>;
  /** While hours are being changed, saving them is the one thing to do. */
  onEditing: (isEditing: boolean) => void;
}

/** The hours in which documents are handed over, open to the public or not. */
export function WeekCard({ week, onDone, onEditing }: WeekCardProps) {
  const [draft, setDraft] = useState<Hours[]>();
  const edit = (hours?: Hours[]) => {
    setDraft(hours);
    onEditing(hours !== undefined);
  };
  const save = async () => {
    if (draft && (await changeDays("week", { hours: draft }))) {
      edit();
      await onDone();
    }
  };
  if (draft) {
    return (
      <Card title={t("Hours of the week")}>
        {DAYS.map((weekday) => (
          <DayForm key={weekday} weekday={weekday} draft={draft} onDraft={setDraft} />
        ))}
        <div class="columns">
          <Button icon="tick" disabled={!isPossible(draft)} onClick={() => void save()}>
            {t("Save the hours")}
          </Button>
          <Button onClick={() => edit()}>{t("Change nothing")}</Button>
        </div>
      </Card>
    );
  }
  return (
    <Card title={t("Hours of the week")}>
      <dl class="week">
        {DAYS.map((weekday) => (
          <div key={weekday}>
            <dt>{weekdayName(weekday)}</dt>
            <dd>{spansText(spansOf(week, weekday)) || <span class="muted">{t("closed")}</span>}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">
        {t("A branch that is closed to the public may still hand over at its door.")}
      </p>
      <Button icon="clock" onClick={() => edit([...week])}>
        {t("Change the hours")}
      </Button>
    </Card>
  );
}

interface DayFormProps {
  weekday: number;
  draft: readonly Hours[];
  onDraft: (draft: Hours[]) => void;
}

function DayForm({ weekday, draft, onDraft }: DayFormProps) {
  const day = weekdayName(weekday);
  const mine = draft.filter((hours) => hours.weekday === weekday);
  const change = (before: Hours, after: Hours) =>
    onDraft(draft.map((hours) => (hours === before ? after : hours)));
  const open = () => onDraft([...draft, { weekday, ...nextSpan(mine) }]);
  return (
    <fieldset class="week-day">
      <legend>{day}</legend>
      {mine.map((hours, index) => (
        <div key={`${weekday}-${index}`} class="week-span">
          <TimeInput
            label={t("{day}, from", { day })}
            value={hours.opens}
            onValue={(opens) => change(hours, { ...hours, opens })}
          />
          <span aria-hidden="true">–</span>
          <TimeInput
            label={t("{day}, until", { day })}
            value={hours.closes}
            onValue={(closes) => change(hours, { ...hours, closes })}
          />
          <Button
            kind="quiet"
            icon="minus"
            aria-label={t("Take away these hours: {day}", { day })}
            onClick={() => onDraft(draft.filter((one) => one !== hours))}
          >
            {t("Take away")}
          </Button>
        </div>
      ))}
      {mine.length < 2 && (
        <Button kind="quiet" icon="plus" onClick={open}>
          {mine.length === 0 ? t("Open on this day") : t("A second time")}
        </Button>
      )}
    </fieldset>
  );
}

interface TimeInputProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
}

function TimeInput({ label, value, onValue }: TimeInputProps) {
  return (
    <input
      type="time"
      aria-label={label}
      value={value}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  );
}

/** After a morning comes an afternoon. */
function nextSpan([first]: readonly Hours[]): { opens: string; closes: string } {
  return first && first.closes < "14:00" ? { opens: "14:00", closes: "18:00" } : USUAL;
}

function isPossible(draft: readonly Hours[]): boolean {
  return draft.length > 0 && draft.every(({ opens, closes }) => opens && opens < closes);
}
