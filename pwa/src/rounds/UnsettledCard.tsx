import { useState } from "preact/hooks";
import { isUnsettled, opened } from "../store/personal";
import type { Kept, Payloads, Registration } from "../store/recorded";
import { deedText, whyText } from "../sync/deeds";
import { actions, settle } from "../sync/live";
import { record } from "../sync/sending";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { RegisterForm } from "./RegisterForm";
import { register } from "./riding";
import "./cart.css";

/** Who registered, and what was asked for, that the library did not take in. */
export function UnsettledCard() {
  const unsettled = actions.value.filter(isUnsettled);
  if (unsettled.length === 0) return null;
  return (
    <Card title={t("Still to settle")}>
      <p class="muted">
        {t("The library did not take this in. It is sealed on this phone until you settle it.")}
      </p>
      <ul class="list">
        {unsettled.map((kept) => (
          <Unsettled key={kept.number} kept={kept} />
        ))}
      </ul>
    </Card>
  );
}

function Unsettled({ kept }: { kept: Kept }) {
  const [payload, setPayload] = useState<object>();
  const open = async () => setPayload((await opened(kept.action)).payload);
  return (
    <li class="stack">
      <div class="row">
        <span class="row-text">
          <span class="row-title">{deedText(kept)}</span>
          <span>{whyText(kept)}</span>
        </span>
        {payload ? (
          <Button onClick={() => setPayload(undefined)}>{t("Close")}</Button>
        ) : (
          <Button icon="next" onClick={() => void open()}>
            {t("Open")}
          </Button>
        )}
      </div>
      {payload && <Details kept={kept} payload={payload} />}
    </li>
  );
}

function Details({ kept, payload }: { kept: Kept; payload: object }) {
  const { name, subject } = kept.action;
  const done = (again: Promise<Kept | undefined>) =>
    again.then((saved) => saved && settle(kept.number));
  return (
    <div class="stack">
      {name === "register_patron" ? (
        <RegisterForm
          known={payload as Registration}
          onSave={(said) => void done(register(subject, said))}
        />
      ) : (
        <Asked
          asked={payload as Payloads["reserve_for_next"]}
          onAgain={(said) =>
            void done(record({ name: "reserve_for_next", subject, payload: said, seen: 0, about }))
          }
        />
      )}
      <Button kind="quiet" icon="cross" onClick={() => void settle(kept.number)}>
        {t("It is written down elsewhere: delete it here")}
      </Button>
    </div>
  );
}

const about = { title: "", label: "", slip: null };

interface AskedProps {
  asked: Payloads["reserve_for_next"];
  onAgain: (asked: Payloads["reserve_for_next"]) => void;
}

function Asked({ asked, onAgain }: AskedProps) {
  return (
    <>
      <p>{asked.words}</p>
      <Button icon="sent" onClick={() => onAgain(asked)}>
        {t("Send again")}
      </Button>
    </>
  );
}
