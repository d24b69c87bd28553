import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import type { Caller, Promised } from "../holds/order";
import { uuid7 } from "../store/ids";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { Switch } from "../ui/Switch";
import { AddressStep } from "./AddressStep";
import type { Where } from "./address";

interface OrderFormProps {
  caller: Caller;
  onOrdered: (delivery: Promised) => void;
  onBack: () => void;
}

/** Where to, who pays, what was read to the caller. Only the server's answer promises a day. */
export function OrderForm({ caller, onOrdered, onBack }: OrderFormProps) {
  const [where, setWhere] = useState<Where>();
  const [bell, setBell] = useState(caller.name);
  const [instructions, setInstructions] = useState("");
  const [phone, setPhone] = useState("");
  const [account, setAccount] = useState("");
  const [category, setCategory] = useState("");
  const caretaker = useSignal(false);
  const adult = useSignal(false);
  const agreed = useSignal(false);
  const [by, setBy] = useState("read");
  const { terms, problem: noTerms } = useTerms(category);
  const { order, problem, isOrdering } = useOrdering(onOrdered);
  const isWhole = Boolean(where && bell.trim() && phone.trim() && account.trim());
  const submit = (event: Event) => {
    event.preventDefault();
    if (!where) return;
    const { label: _, ...place } = where;
    const named = { bell: bell.trim(), instructions: instructions.trim(), phone: phone.trim() };
    const payer = { account: account.trim(), category };
    void order(caller, { ...place, ...named, ...payer, caretaker: caretaker.value }, by);
  };
  if (!where) return <AddressStep onWhere={setWhere} onBack={onBack} />;
  return (
    <Card title={t("Deliver at home")}>
      <form class="stack" onSubmit={submit}>
        <p class="note">
          <Icon name="home" /> {where.label}
        </p>
        <Button kind="quiet" icon="back" onClick={() => setWhere(undefined)}>
          {t("Another address")}
        </Button>
        <Field label={t("Name on the bell")} value={bell} onValue={setBell} maxLength={80} />
        <Field
          label={t("How to get in")}
          hint={t("Door code, floor, side. The courier reads this.")}
          value={instructions}
          onValue={setInstructions}
          maxLength={300}
        />
        <Field
          label={t("Telephone for the courier")}
          type="tel"
          inputMode="tel"
          value={phone}
          onValue={setPhone}
          maxLength={30}
        />
        <Switch label={t("The caretaker may take it in")} setting={caretaker} />
        <Field
          label={t("Payer’s account at the town’s billing service")}
          value={account}
          onValue={setAccount}
          autoCapitalize="characters"
          maxLength={40}
        />
        {terms && terms.categories.length > 0 && (
          <Select
            label={t("Rate")}
            value={category}
            onValue={setCategory}
            options={[["", t("Usual rate")], ...terms.categories.map((one) => [one, one] as const)]}
          />
        )}
        <Select
          label={t("How the order came")}
          value={by}
          onValue={setBy}
          options={[
            ["read", t("By telephone")],
            ["message", t("In a message of the patron")],
          ]}
        />
        <h3>{by === "read" ? t("Read to the caller") : t("What the message must say yes to")}</h3>
        <div class="read-back" aria-live="polite">
          {terms?.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <Switch
          label={
            by === "read"
              ? t("The caller says yes to the fee and the rule")
              : t("The message says yes to the fee and the rule")
          }
          setting={agreed}
        />
        <Switch label={t("The payer is an adult")} setting={adult} />
        {(problem ?? noTerms) && (
          <p class="note note-amber" role="alert">
            <Icon name="warning" /> {problem ?? noTerms}
          </p>
        )}
        <Button
          type="submit"
          kind="primary"
          icon="tick"
          disabled={!isWhole || !terms || !agreed.value || !adult.value}
          working={isOrdering ? t("Asking for the day…") : undefined}
        >
          {t("Order the delivery")}
        </Button>
      </form>
    </Card>
  );
}

interface Terms {
  /** To be read aloud; empty of promises. */
  lines: string[];
  categories: string[];
}

function useTerms(category: string) {
  const [terms, setTerms] = useState<Terms>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    ask<Terms>("/delivery/terms", { body: { category } }).then(
      (answer) => isCurrent && setTerms(answer),
      (error: unknown) => isCurrent && setProblem((error as Error).message),
    );
    return () => {
      isCurrent = false;
    };
  }, [category]);
  return { terms, problem };
}

function useOrdering(onOrdered: (delivery: Promised) => void) {
  // Made once: an order whose answer got lost is sent again as the same one.
  const [id] = useState(() => uuid7(Date.now(), (bytes) => crypto.getRandomValues(bytes)));
  const [problem, setProblem] = useState<string>();
  const [isOrdering, setOrdering] = useState(false);
  const order = async (caller: Caller, door: object, agreed: string) => {
    setOrdering(true);
    setProblem(undefined);
    try {
      const said = { agreed, payer_is_adult: true };
      const body = { id, patron: caller.id, door, ...said };
      const answer = await ask<{ delivery: Promised }>("/delivery/orders", { body });
      onOrdered(answer.delivery);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(
        error.code === "offline"
          ? t("No answer: no day is promised yet. Try again where there is a network.")
          : error.message,
      );
    } finally {
      setOrdering(false);
    }
  };
  return { order, problem, isOrdering };
}
