import { useState } from "preact/hooks";
import { whenText } from "../picking/when";
import { isUnsettled } from "../store/personal";
import type { Kept, Payloads, Registration } from "../store/recorded";
import { deedText, subjectText, whyText } from "../sync/deeds";
import { actions, settle } from "../sync/live";
import { record } from "../sync/sending";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Dialog } from "../ui/Dialog";
import { RegisterForm } from "./RegisterForm";
import { register } from "./riding";
import { againAs, maySettle, type Opened, openedUp } from "./unsettled";
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
      {!unsettled.every(maySettle) && (
        <p class="note">
          {t("Give this phone to somebody who rides with the bike cart, or to a supervisor.")}
        </p>
      )}
    </Card>
  );
}

function Unsettled({ kept }: { kept: Kept }) {
  const [said, setSaid] = useState<Opened>();
  const open = async () => setSaid(await openedUp(kept));
  return (
    <li class="stack">
      <div class="row">
        <span class="row-text">
          <span class="row-title">{deedText(kept)}</span>
          <span class="muted">
            {[subjectText(kept), whenText(kept.action.at)].filter(Boolean).join(" · ")}
          </span>
          <span>{whyText(kept)}</span>
        </span>
        {maySettle(kept) &&
          (said ? (
            <Button onClick={() => setSaid(undefined)}>{t("Close")}</Button>
          ) : (
            <Button icon="next" onClick={() => void open()}>
              {t("Open")}
            </Button>
          ))}
      </div>
      {said && maySettle(kept) && <Details kept={kept} said={said} />}
    </li>
  );
}

function Details({ kept, said }: { kept: Kept; said: Opened }) {
  const { name, subject } = kept.action;
  const { about } = kept;
  const done = (again: Promise<Kept | undefined>) =>
    again.then((saved) => saved && settle(kept.number));
  return (
    <div class="stack">
      {name === "register_patron" ? (
        <RegisterForm
          known={said.payload as Registration}
          isCardOpen
          onSave={(again) => done(register(againAs(kept), again))}
        />
      ) : (
        <Asked
          asked={said.payload as Payloads["reserve_for_next"]}
          who={said.who}
          onAgain={(payload) =>
            void done(record({ name: "reserve_for_next", subject, payload, seen: 0, about }))
          }
        />
      )}
      <Deletion onDelete={() => void settle(kept.number)} />
    </div>
  );
}

interface AskedProps {
  asked: Payloads["reserve_for_next"];
  who: string;
  onAgain: (asked: Payloads["reserve_for_next"]) => void;
}

function Asked({ asked, who, onAgain }: AskedProps) {
  return (
    <>
      {who && <p class="row-title">{who}</p>}
      <p>{asked.words}</p>
      <Button icon="sent" onClick={() => onAgain(asked)}>
        {t("Send again")}
      </Button>
    </>
  );
}

/** It is the only copy: asked about once. */
function Deletion({ onDelete }: { onDelete: () => void }) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button kind="quiet" icon="cross" onClick={() => setAsked(true)}>
        {t("It is written down elsewhere: delete it here")}
      </Button>
      <Dialog
        open={isAsked}
        title={t("Is it written down elsewhere?")}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="danger" onClick={onDelete}>
              {t("Delete it from this phone")}
            </Button>
            <Button onClick={() => setAsked(false)}>{t("Keep it")}</Button>
          </>
        }
      >
        <p>{t("This phone has the only copy that Rayon knows of. It cannot be taken back.")}</p>
      </Dialog>
    </>
  );
}
