import { useState } from "preact/hooks";
import { useAnswer } from "../supervisors/useAnswer";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { type Callee, changeCalls } from "./calls";
import type { Rounds } from "./rounds";

interface SubscribersCardProps {
  subscribers: readonly Callee[];
  again: () => Promise<void>;
}

/** Who is called the day before the bike cart comes, because nothing else reaches them. */
export function SubscribersCard({ subscribers, again }: SubscribersCardProps) {
  const { answer } = useAnswer<Rounds>("/rounds");
  const stops = (answer?.neighbourhoods ?? []).flatMap((one) => one.stops);
  if (stops.length === 0 && subscribers.length === 0) return null;
  const leave = async ({ id }: Callee) => {
    await changeCalls(`subscribers/${id}/leave`, {});
    await again();
  };
  return (
    <Card title={t("Called before the bike cart comes")}>
      <p class="muted">{t("For readers without mail: the day before a visit they appear here.")}</p>
      <ul class="list">
        {subscribers.map((one) => (
          <li key={one.id} class="row">
            <span class="row-text">
              <span class="row-title">{one.name}</span>
              <span class="muted">{[one.phone, one.place].join(" · ")}</span>
            </span>
            <Button
              aria-label={t("Take off {name}", { name: one.name })}
              onClick={() => void leave(one)}
            >
              {t("Take off")}
            </Button>
          </li>
        ))}
      </ul>
      {stops.length > 0 && <AddForm stops={stops} again={again} />}
    </Card>
  );
}

interface AddFormProps {
  stops: readonly { id: string; place: string }[];
  again: () => Promise<void>;
}

function AddForm({ stops, again }: AddFormProps) {
  const [stop, setStop] = useState(stops[0]?.id ?? "");
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const add = async (event: Event) => {
    event.preventDefault();
    if (!(await changeCalls("subscribers", { stop, name, phone }))) return;
    setName("");
    setPhone("");
    await again();
  };
  return (
    <form class="stack" onSubmit={(event) => void add(event)}>
      <Select
        label={t("Stop of the bike cart")}
        value={stop}
        onValue={setStop}
        options={stops.map(({ id, place }) => [id, place])}
      />
      <Field label={t("Whom to ask for")} value={name} onValue={setName} maxLength={80} required />
      <Field
        label={t("Telephone")}
        type="tel"
        value={phone}
        onValue={setPhone}
        maxLength={40}
        required
      />
      <Button type="submit" icon="plus">
        {t("Call them from now on")}
      </Button>
    </form>
  );
}
