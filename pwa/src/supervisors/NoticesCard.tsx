import { slipText } from "../picking/words";
import { hrefFor } from "../router";
import { clockText, n, number, t } from "../texts";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import type { Board, WaitingNotice } from "./board";
import { steer } from "./steer";
import { timesText } from "./trouble";

const states: readonly (readonly [string, () => string])[] = [
  ["told", () => t("told")],
  ["owed", () => t("to tell")],
  ["sending", () => t("leaving now")],
  ["ambiguous", () => t("perhaps told")],
  ["failed", () => t("refused")],
];

const kinds: Record<string, () => string> = {
  ready: () => t("Ready"),
  not_found: () => t("Not found"),
  correction: () => t("Correction"),
  order_taken: () => t("Delivery ordered"),
  on_its_way: () => t("Delivery on its way"),
  delivered: () => t("Delivery made"),
  missed: () => t("Delivery not made"),
  put_right: () => t("Correction about a delivery"),
  announced: () => t("Bike cart announced"),
  changed: () => t("Bike cart: something changed"),
  agree: () => t("Link to agree to a reservation"),
  confirm: () => t("Link to confirm a subscription"),
};

/** What patrons have been told, and what has not left yet and why. No names. */
export function NoticesCard({ shown }: { shown: Board }) {
  return (
    <Card title={t("Notices")}>
      <dl class="notices">
        {states.map(([state, word]) => (
          <div key={state}>
            <dt>{word()}</dt>
            <dd>{number(shown.notices[state] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      <ul class="list">
        {gathered(shown.waiting).map((alike) => (
          <Waiting key={alike[0]?.id} alike={alike} />
        ))}
      </ul>
      {shown.calls > 0 && (
        <ButtonLink href={hrefFor("phone-list")} icon="call">
          {n("{count} patron to call", "{count} patrons to call", shown.calls)}
        </ButtonLink>
      )}
    </Card>
  );
}

/** Those of which a person would read the same, together. */
function gathered(waiting: readonly WaitingNotice[]): WaitingNotice[][] {
  const alike = new Map<string, WaitingNotice[]>();
  for (const one of waiting) {
    const same = [one.kind, one.text, clockText(one.due_at), one.message].join(" ");
    alike.set(same, [...(alike.get(same) ?? []), one]);
  }
  return [...alike.values()];
}

/** A mail to decide about is told from the next by the slips of its documents. */
function Waiting({ alike }: { alike: readonly WaitingNotice[] }) {
  const [first] = alike;
  if (!first) return null;
  const { kind, text, message, due_at } = first;
  const slips = message ? alike.map(({ slip }) => slipText(slip)) : [];
  return (
    <li class="trouble">
      <span class="row-text">
        <span class="row-title">
          {[kinds[kind]?.() ?? kind, timesText(alike.length)].filter(Boolean).join(" · ")}
        </span>
        <span class="muted">{[clockText(due_at), text, ...slips].filter(Boolean).join(" · ")}</span>
      </span>
      {message && <Fate message={message} />}
    </li>
  );
}

/** Nobody but a person decides about a mail whose server fell silent. */
function Fate({ message }: { message: string }) {
  const decide = (choice: "resend" | "consider_told") =>
    void steer(`/messages/${message}/fate`, { choice });
  return (
    <span class="trouble-choices">
      <Button onClick={() => decide("resend")}>{t("Send again")}</Button>
      <Button onClick={() => decide("consider_told")}>{t("It arrived")}</Button>
    </span>
  );
}
