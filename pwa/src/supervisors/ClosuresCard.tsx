import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import { type Closure, changeDays, daysText } from "./pickup-days";

interface ClosuresCardProps {
  closures: readonly Closure[];
  onDone: () => Promise<void>;
}

/** Days on which, against its habit, the branch hands nothing over. */
export function ClosuresCard({ closures, onDone }: ClosuresCardProps) {
  const [isAdding, setAdding] = useState(false);
  const reopen = async (id: string) => {
    if (await changeDays(`closures/${id}/reopen`, {})) await onDone();
  };
  return (
    <Card title={t("Exceptional closures")}>
      {closures.length === 0 && <p class="muted">{t("None that is to come.")}</p>}
      <ul class="list">
        {closures.map(({ id, first, last, because }) => (
          <li key={id} class="row">
            <span class="row-text">
              <span class="row-title">{daysText(first, last)}</span>
              {because && <span class="muted">{because}</span>}
            </span>
            <Button icon="undo" onClick={() => void reopen(id)}>
              {t("Open after all")}
            </Button>
          </li>
        ))}
      </ul>
      {isAdding ? (
        <NewClosure onClose={() => setAdding(false)} onDone={onDone} />
      ) : (
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t("Add a closure")}
        </Button>
      )}
    </Card>
  );
}

interface NewClosureProps {
  onClose: () => void;
  onDone: () => Promise<void>;
}

function NewClosure({ onClose, onDone }: NewClosureProps) {
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [because, setBecause] = useState("");
  const end = last || first;
  const isBackwards = end < first;
  const save = async (event: Event) => {
    event.preventDefault();
    if (await changeDays("closures", { first, last: end, because })) {
      onClose();
      await onDone();
    }
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <Field label={t("First day")} type="date" value={first} onValue={setFirst} required />
      <Field
        label={t("Last day")}
        type="date"
        hint={t("Empty: one day only.")}
        value={last}
        onValue={setLast}
        error={isBackwards ? t("The last day comes before the first.") : undefined}
      />
      <Field
        label={t("Reason, as patrons will read it")}
        value={because}
        onValue={setBecause}
        maxLength={80}
      />
      <div class="columns">
        <Button type="submit" icon="tick" disabled={!first || isBackwards}>
          {t("Close these days")}
        </Button>
        <Button onClick={onClose}>{t("Close nothing")}</Button>
      </div>
    </form>
  );
}
