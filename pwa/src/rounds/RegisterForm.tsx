import { useState } from "preact/hooks";
import type { Registration } from "../store/recorded";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { Field } from "../ui/Field";
import { useOnce } from "../ui/useOnce";

interface RegisterFormProps {
  /** What is known so far; the card and the round always are. */
  known: Partial<Registration> & Pick<Registration, "round" | "card">;
  /** Whether the card may be another one after all. */
  isCardOpen?: boolean;
  onSave: (said: Registration) => Promise<unknown>;
}

/** Who it is, and how they can be reached. */
export function RegisterForm({ known, isCardOpen, onSave }: RegisterFormProps) {
  const [typed, setTyped] = useState(known.card);
  // Unless it is typed, it is the one that was read last.
  const card = isCardOpen ? typed.trim() : known.card;
  const [first, setFirst] = useState(known.first_name ?? "");
  const [last, setLast] = useState(known.last_name ?? "");
  const [email, setEmail] = useState(known.email ?? "");
  const [phone, setPhone] = useState(known.phone ?? "");
  const [isMinor, setMinor] = useState(known.is_minor ?? false);
  const [guardian, setGuardian] = useState(known.guardian ?? "");
  const isReached = /^[^@\s]+@[^@\s]+$/.test(email.trim()) || (!email.trim() && phone.trim());
  const isWhole = card && first.trim() && last.trim() && isReached && (!isMinor || guardian.trim());
  const { isUnderWay, run } = useOnce(onSave);
  const save = (event: Event) => {
    event.preventDefault();
    if (!isWhole) return;
    void run({
      round: known.round,
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
    <form class="stack" onSubmit={save}>
      {isCardOpen ? (
        <Field label={t("Card")} value={typed} onValue={setTyped} maxLength={40} required />
      ) : (
        <p class="muted mono">{card}</p>
      )}
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
      <Button type="submit" icon="person" disabled={!isWhole || isUnderWay}>
        {t("Register")}
      </Button>
    </form>
  );
}
