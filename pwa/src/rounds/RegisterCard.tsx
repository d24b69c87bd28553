import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Choice } from "../ui/Choice";
import { Field } from "../ui/Field";
import { registerReader } from "./at-stop";
import type { Street } from "./street";

/** Who a blank card belongs to from now on. Kept sealed until it is sent. */
export function RegisterCard({ street, card }: { street: Street; card: string }) {
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [email, setEmail] = useState("");
  const [phone, setPhone] = useState("");
  const [isMinor, setMinor] = useState(false);
  const [guardian, setGuardian] = useState("");
  const isReached = /^[^@\s]+@[^@\s]+$/.test(email.trim()) || (!email.trim() && phone.trim());
  const isWhole = first.trim() && last.trim() && isReached && (!isMinor || guardian.trim());
  const save = (event: Event) => {
    event.preventDefault();
    if (!isWhole) return;
    void registerReader(street, {
      round: street.round,
      card,
      first_name: first.trim(),
      last_name: last.trim(),
      email: email.trim(),
      phone: phone.trim(),
      guardian: isMinor ? guardian.trim() : "",
      is_minor: isMinor,
    });
  };
  return (
    <Card title={t("Register a reader")}>
      <form class="stack" onSubmit={save}>
        <p class="muted mono">{card}</p>
        <Field label={t("First name")} value={first} onValue={setFirst} maxLength={80} required />
        <Field label={t("Last name")} value={last} onValue={setLast} maxLength={80} required />
        <Field
          label={t("Email")}
          hint={t("Or a telephone, below.")}
          type="email"
          value={email}
          onValue={setEmail}
          maxLength={254}
        />
        <Field label={t("Telephone")} type="tel" value={phone} onValue={setPhone} maxLength={20} />
        <Choice
          label={t("Is a minor")}
          hint={t("Then a parent or guardian answers for them.")}
          checked={isMinor}
          onChange={setMinor}
        />
        {isMinor && (
          <Field
            label={t("Parent or guardian")}
            value={guardian}
            onValue={setGuardian}
            maxLength={120}
            required
          />
        )}
        <Button type="submit" icon="person" disabled={!isWhole}>
          {t("Register")}
        </Button>
      </form>
    </Card>
  );
}
