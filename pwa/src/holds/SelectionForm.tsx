import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Field, Select } from "../ui/Field";
import type { Choices, Selection } from "./order";

const MOST = 20;

interface SelectionFormProps {
  kinds: Choices["kinds"];
  onSelection: (selection: Selection) => void;
}

/** "Three picture books for a child of four, about animals." */
export function SelectionForm({ kinds, onSelection }: SelectionFormProps) {
  const [kind, setKind] = useState("");
  const [age, setAge] = useState("");
  const [count, setCount] = useState("3");
  const [wishes, setWishes] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const number = Number(count);
  const isNumber = Number.isInteger(number) && number >= 1 && number <= MOST;
  const submit = (event: Event) => {
    event.preventDefault();
    if (isNumber) onSelection({ kind, age: age.trim(), number, wishes: wishes.trim() });
  };
  return (
    <form ref={form} class="stack" onSubmit={submit}>
      <Field
        label={t("How many?")}
        value={count}
        onValue={setCount}
        inputMode="numeric"
        maxLength={2}
        error={isNumber ? undefined : t("A number from 1 to {most}.", { most: MOST })}
      />
      <Select
        label={t("Kind")}
        value={kind}
        onValue={setKind}
        options={[["", t("Any kind")], ...kinds.map((one) => [one.kind, one.name] as const)]}
      />
      <Field label={t("Age")} value={age} onValue={setAge} maxLength={20} />
      <Field
        label={t("Wishes")}
        hint={t("Subjects and tastes. No name: the picker reads this.")}
        value={wishes}
        onValue={setWishes}
        maxLength={200}
      />
      <Button type="submit" kind="secondary" icon="next">
        {t("Go on")}
      </Button>
    </form>
  );
}
