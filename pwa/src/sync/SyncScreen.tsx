import { useState } from "preact/hooks";
import { UnsettledCard } from "../rounds/UnsettledCard";
import { hrefFor } from "../router";
import { holdsPerson, isUnsettled } from "../store/personal";
import type { Kept } from "../store/recorded";
import { clockText, locale, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { OfflineNote } from "../ui/OfflineNote";
import { syncState } from "../ui/sync-state";
import { deedText, subjectText, whyText } from "./deeds";
import { actions, markRead, meta } from "./live";
import { OutcomeChip } from "./OutcomeChip";
import { outboxFile } from "./outbox-file";
import { phone } from "./sending";

/** What is saved here and not sent, and what came back with an answer to read. */
export default function SyncScreen() {
  const [isSending, setSending] = useState(false);
  const toRead = actions.value.filter(({ isRead }) => !isRead);
  const isSettled = !actions.value.some(isUnsettled);
  const waiting = actions.value.filter(({ state }) => state === "waiting");
  const send = async () => {
    setSending(true);
    phone.sync.wake();
    await phone.sync.now().finally(() => setSending(false));
  };
  return (
    <AppFrame
      title={t("Sending")}
      subtitle={lastSync()}
      back={<BackLink href={hrefFor("today")} />}
      bar={
        <Button
          kind="primary"
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
      {waiting.length > 0 && <Waiting waiting={waiting} />}
      {toRead.length + waiting.length === 0 && isSettled && syncState.value.online && (
        <EmptyState title={t("Everything is sent")}>
          {t("What you do from now on is saved here first, and sent by itself.")}
        </EmptyState>
      )}
    </AppFrame>
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
  const day = new Date(syncedAt).toLocaleDateString(locale.value, { weekday: "short" });
  return t("Last sent {time}", { time: `${day} ${clockText(syncedAt)}` });
}

function ToRead({ kept }: { kept: Kept }) {
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{deedText(kept)}</span>
        <span class="muted">{subjectText(kept)}</span>
        <span>{whyText(kept)}</span>
        <span>
          <OutcomeChip kept={kept} />
        </span>
      </span>
      <Button icon="tick" onClick={() => void markRead(kept.number)}>
        {t("Read")}
      </Button>
    </li>
  );
}

function Waiting({ waiting }: { waiting: readonly Kept[] }) {
  const staying = actions.value.filter(holdsPerson).length;
  return (
    <Card title={n("{count} to send", "{count} to send", waiting.length)}>
      <ul class="list">
        {waiting.map((kept) => (
          <li key={kept.number} class="row">
            <span class="row-text">
              <span class="row-title">{deedText(kept)}</span>
              <span class="muted">{subjectText(kept)}</span>
              {syncState.value.setAside.includes(kept.number) && (
                <span>
                  {t(
                    "The library’s server cannot read this one. It stays here: save it as a file, and tell a supervisor.",
                  )}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p class="muted">{t("They are safe on this phone and leave by themselves.")}</p>
      <p class="muted">
        {t(
          "If this phone cannot send any more: save them, and let a supervisor bring the file in.",
        )}
      </p>
      <Button icon="down" onClick={() => void saveFile()}>
        {t("Save as a file")}
      </Button>
      {staying > 0 && (
        <p class="note note-amber">
          {n(
            "{count} reader or request of a reader is not in the file: it is sealed on this phone and stays here until it is sent.",
            "{count} readers or requests of readers are not in the file: they are sealed on this phone and stay here until they are sent.",
            staying,
          )}
        </p>
      )}
    </Card>
  );
}

async function saveFile(): Promise<void> {
  const { device, credential } = meta.value;
  if (!device || !credential) return;
  const text = await outboxFile(actions.value, device.id, credential);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = `rayon-${new Date().toISOString().slice(0, 10)}.txt`;
  link.click();
  URL.revokeObjectURL(link.href);
}
