import { useState } from "preact/hooks";
import { dayText } from "../supervisors/pickup-days";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field, Select } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { changeRounds, type Visit } from "./rounds";

/** Minutes by which a whole visit can be shifted. */
const SHIFTS = [-120, -60, -30, -15, 0, 10, 20, 30, 60, 120] as const;

interface VisitDialogProps {
  visit: Visit;
  onClose: () => void;
  onDone: () => Promise<void>;
}

/** Another day, other hours, or not at all: what readers are told, and why. */
export function VisitDialog({ visit, onClose, onDone }: VisitDialogProps) {
  const [day, setDay] = useState(visit.day);
  const [later, setLater] = useState(String(visit.later));
  const [because, setBecause] = useState(visit.state === "break" ? "" : visit.because);
  const [isAsked, setAsked] = useState(false);
  // A toast would be hidden behind the dialog.
  const [problem, setProblem] = useState<string>();
  const isChanged = visit.state === "moved" || visit.state === "cancelled";
  const say = async (deed: "move" | "cancel" | "keep", body: object) => {
    const path = `neighbourhoods/${visit.neighbourhood}/visits/${visit.planned}/${deed}`;
    setProblem(undefined);
    if (!(await changeRounds(path, body, setProblem))) return;
    onClose();
    await onDone();
  };
  const ask = (asked: boolean) => {
    setProblem(undefined);
    setAsked(asked);
  };
  if (isAsked) {
    return (
      <CallOff
        visit={visit}
        problem={problem}
        onClose={() => ask(false)}
        onCallOff={() => void say("cancel", { because })}
      />
    );
  }
  return (
    <Dialog
      open
      title={`${dayText(visit.planned)} · ${visit.name}`}
      onClose={onClose}
      actions={
        <>
          <Button
            kind="primary"
            icon="tick"
            disabled={!day}
            onClick={() => void say("move", { to_day: day, later: Number(later), because })}
          >
            {t("It takes place then")}
          </Button>
          <Button icon="cross" onClick={() => ask(true)}>
            {t("It does not take place")}
          </Button>
          {isChanged && (
            <Button icon="undo" onClick={() => void say("keep", {})}>
              {t("As planned after all")}
            </Button>
          )}
          <Button kind="quiet" onClick={onClose}>
            {t("Change nothing")}
          </Button>
        </>
      }
    >
      <Field label={t("Day")} type="date" value={day} onValue={setDay} required />
      <Select
        label={t("Hours")}
        value={later}
        onValue={setLater}
        options={shifts(visit.later).map((minutes) => [String(minutes), shiftText(minutes)])}
      />
      <Field
        label={t("Reason, as patrons will read it")}
        hint={t("Such as: strike, storm. May stay empty.")}
        value={because}
        onValue={setBecause}
        maxLength={80}
      />
      <Problem text={problem} />
    </Dialog>
  );
}

interface CallOffProps {
  visit: Visit;
  problem: string | undefined;
  onClose: () => void;
  onCallOff: () => void;
}

/** Asked first: what has been mailed cannot be taken back. */
function CallOff({ visit: { day, name }, problem, onClose, onCallOff }: CallOffProps) {
  return (
    <Dialog
      open
      title={t("Call off {day}, {name}?", { day: dayText(day), name })}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" icon="cross" onClick={onCallOff}>
            {t("It does not take place")}
          </Button>
          <Button onClick={onClose}>{t("Back")}</Button>
        </>
      }
    >
      <p>{t("Subscribers are told.")}</p>
      <Problem text={problem} />
    </Dialog>
  );
}

function Problem({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p class="note note-amber" role="alert">
      <Icon name="warning" /> {text}
    </p>
  );
}

function shifts(now: number): number[] {
  return [...new Set([...SHIFTS, now])].sort((a, b) => a - b);
}

function shiftText(minutes: number): string {
  if (minutes === 0) return t("At the usual hours");
  return minutes > 0
    ? n("{count} minute later", "{count} minutes later", minutes)
    : n("{count} minute sooner", "{count} minutes sooner", -minutes);
}
