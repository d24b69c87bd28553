import type { Kept } from "../store/recorded";
import { n, t } from "../texts";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { syncState } from "../ui/sync-state";
import { deedText, subjectText } from "./deeds";

interface WaitingProps {
  waiting: readonly Kept[];
  isSending: boolean;
}

/** What has not left yet, and how each of it stands. */
export function WaitingCard({ waiting, isSending }: WaitingProps) {
  return (
    <Card title={n("{count} to send", "{count} to send", waiting.length)}>
      <ul class="list">
        {waiting.map((kept) => (
          <Row key={kept.number} kept={kept} isSending={isSending} />
        ))}
      </ul>
      {!syncState.value.forgotten && (
        <p class="muted">{t("They are safe on this phone and leave by themselves.")}</p>
      )}
    </Card>
  );
}

function Row({ kept, isSending }: { kept: Kept; isSending: boolean }) {
  const isSetAside = syncState.value.setAside.includes(kept.number);
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{deedText(kept)}</span>
        <span class="muted">{subjectText(kept)}</span>
        {isSetAside && (
          <span>
            {t(
              "The library’s server cannot read this one. It stays here: save it as a file, and tell a supervisor.",
            )}
          </span>
        )}
        <span class="row-state">
          {isSetAside ? <NeedsALook /> : <OnItsWay isSending={isSending} />}
        </span>
      </span>
    </li>
  );
}

function NeedsALook() {
  return (
    <Chip colour="red" icon="warning">
      {t("A person has to look")}
    </Chip>
  );
}

function OnItsWay({ isSending }: { isSending: boolean }) {
  return (
    <Chip colour="ink" icon={isSending ? "clock" : "dotted-circle"}>
      {isSending ? t("Sending…") : t("Saved here")}
    </Chip>
  );
}
