import { hrefFor } from "../router";
import { n, number, t } from "../texts";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import type { Board } from "./board";
import { clockTime } from "./times";

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
        {shown.waiting.map(({ id, kind, text, due_at }) => (
          <li key={id} class="row">
            <span class="row-text">
              <span class="row-title">{kinds[kind]?.() ?? kind}</span>
              <span class="muted">{[clockTime(due_at), text].join(" · ")}</span>
            </span>
          </li>
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
