import { useState } from "preact/hooks";
import { hrefFor } from "../router";
import { meta } from "../sync/live";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { dayTime } from "./times";
import { useAnswer } from "./useAnswer";
import "./devices.css";

interface Mail {
  id: string;
  received_at: string;
  to: string;
  subject: string;
}

/** The mails as patrons get them, where the library keeps them in Rayon's own mailbox. */
export default function MailboxScreen() {
  const { answer, problem, again } = useAnswer<{ mails: Mail[] }>("/mailbox");
  const [opened, setOpened] = useState<string>();
  const mails = answer?.mails ?? [];
  return (
    <AppFrame
      title={t("Mails sent")}
      back={<BackLink href={hrefFor("today")} />}
      bar={<Button onClick={() => void again()}>{t("Look again")}</Button>}
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {answer && mails.length === 0 && (
        <EmptyState title={t("No mail yet")}>{whenTold()}</EmptyState>
      )}
      {mails.map((mail) => (
        <Card key={mail.id} title={mail.subject}>
          <p class="muted">{[mail.to, dayTime(mail.received_at)].join(" · ")}</p>
          {opened === mail.id ? (
            <MailText id={mail.id} />
          ) : (
            <Button onClick={() => setOpened(mail.id)}>{t("Read it")}</Button>
          )}
        </Card>
      ))}
    </AppFrame>
  );
}

/** The first mail comes at the moment that the branch has chosen. */
function whenTold(): string {
  const { ready_when, notices_by } = meta.value.branch?.settings ?? {};
  if (notices_by === "ils") return t("The library’s own system tells the patrons.");
  if (ready_when === "shelved") {
    return t("Patrons are told a few minutes after their documents stand on the hold shelf.");
  }
  if (ready_when === "found") return t("Patrons are told a few minutes after each find.");
  return t("Patrons are told a few minutes after a walk is finished.");
}

function MailText({ id }: { id: string }) {
  const { answer, problem } = useAnswer<{ text: string }>(`/mailbox/${encodeURIComponent(id)}`);
  return <p class="mail-text">{problem ?? answer?.text}</p>;
}
