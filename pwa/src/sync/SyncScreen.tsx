import { useState } from "preact/hooks";
import { UnsettledCard } from "../rounds/UnsettledCard";
import { hrefFor } from "../router";
import { isOnlyHere } from "../store/personal";
import { isUnreadable, type Kept } from "../store/recorded";
import { clockText, dateText, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { Icon } from "../ui/Icon";
import { OfflineNote } from "../ui/OfflineNote";
import { syncState } from "../ui/sync-state";
import { deedText, subjectText, whyText } from "./deeds";
import { FileCard } from "./FileCard";
import { ForgottenCard } from "./ForgottenCard";
import { actions, markRead, meta } from "./live";
import { OutcomeChip } from "./OutcomeChip";
import { phone } from "./sending";
import { WaitingCard } from "./WaitingCard";

/** What is saved here and not sent, and what came back with an answer to read. */
export default function SyncScreen() {
  const [isSending, setSending] = useState(false);
  const [isVain, setVain] = useState(false);
  const toRead = actions.value.filter(({ isRead }) => !isRead);
  const isAllThere = !actions.value.some((kept) => isOnlyHere(kept) || isUnreadable(kept));
  const waiting = actions.value.filter(({ state }) => state === "waiting");
  const canSend = syncState.value.online && !syncState.value.forgotten;
  const send = async () => {
    setSending(true);
    setVain(false);
    phone.sync.wake();
    await phone.sync.now().finally(() => setSending(false));
    setVain(!syncState.value.online);
  };
  return (
    <AppFrame
      title={t("Sending")}
      subtitle={lastSync()}
      back={<BackLink href={hrefFor("today")} />}
      result={isVain && !syncState.value.online && <NoAnswer />}
      bar={
        <Button
          kind={waiting.length > 0 ? "primary" : "secondary"}
          icon="sent"
          working={isSending ? t("Sending…") : undefined}
          onClick={() => void send()}
        >
          {t("Send now")}
        </Button>
      }
    >
      <OfflineNote />
      {syncState.value.misunderstood && <AnotherVersion />}
      <ForgottenCard />
      {toRead.length > 0 && (
        <Card title={t("To read")}>
          <ul class="list">
            {toRead.map((kept) => (
              <ToRead key={kept.number} kept={kept} />
            ))}
          </ul>
        </Card>
      )}
      <UnsettledCard />
      {waiting.length > 0 && <WaitingCard waiting={waiting} isSending={isSending} />}
      <FileCard />
      {toRead.length === 0 && isAllThere && canSend && (
        <EmptyState title={t("Everything is sent")}>
          {t("What you do from now on is saved here first, and sent by itself.")}
        </EmptyState>
      )}
    </AppFrame>
  );
}

/** Whether the phone is in a network at all: then it is not the phone that somebody has to see to. */
function NoAnswer() {
  return (
    <p class="note" role="status">
      <Icon name="offline" />
      {navigator.onLine
        ? t("The library’s server does not answer. This phone tries again by itself.")
        : t("No network. This phone tries again by itself.")}
    </p>
  );
}

function AnotherVersion() {
  return (
    <Card title={t("Another version")}>
      <p>
        {t(
          "This app and the library’s server are not of the same version and do not understand each other. What you did is safe on this phone; it leaves as soon as they do.",
        )}
      </p>
      <p>{t("Restart the app. If this stays, tell a supervisor.")}</p>
      <Button onClick={() => location.reload()}>{t("Restart the app")}</Button>
    </Card>
  );
}

function lastSync(): string {
  const { syncedAt } = meta.value;
  if (!syncedAt) return t("Never sent yet");
  const day = dateText(new Date(syncedAt), { weekday: "short" });
  return t("Last sent {time}", { time: `${day} ${clockText(syncedAt)}` });
}

function ToRead({ kept }: { kept: Kept }) {
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{deedText(kept)}</span>
        <span class="muted">{subjectText(kept)}</span>
        <span class="row-why">{whyText(kept)}</span>
        <span class="row-state">
          <OutcomeChip kept={kept} />
        </span>
      </span>
      <Button icon="tick" onClick={() => void markRead(kept.number)}>
        {t("Read")}
      </Button>
    </li>
  );
}
