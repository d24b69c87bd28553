import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { volumeText } from "../holds/order";
import { hrefFor, type ScreenName } from "../router";
import { deedName } from "../sync/deeds";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { Select } from "../ui/Field";
import { toast } from "../ui/toasts";
import { dayTime } from "./times";
import {
  choiceOf,
  choiceText,
  type Ended,
  endText,
  factsText,
  isOneTap,
  type Seen,
  seenText,
  type Troubles,
  whoText,
} from "./trouble";
import { useAnswer } from "./useAnswer";
import "./board.css";

/** Where more can be seen of a kind of line, or done about it. */
const elsewhere: Record<string, { screen: ScreenName; text: () => string }> = {
  vanished_holds: { screen: "ils-files", text: () => t("See the list") },
  parcel_without_outcome: { screen: "deliveries", text: () => t("See the deliveries") },
  parcel_outcomes: { screen: "deliveries", text: () => t("See the deliveries") },
  sum_too_late: { screen: "sums", text: () => t("See the sums") },
  sum_to_take_off: { screen: "sums", text: () => t("See the sums") },
  unreadable: { screen: "devices", text: () => t("See the phones") },
  number_reused: { screen: "devices", text: () => t("See the phones") },
  call_given_up: { screen: "phone-list", text: () => t("See the phone list") },
};

/** Everything that needs a person, with the facts, who and when; and how the others ended. */
export default function TroubleScreen() {
  const { answer, problem, again } = useAnswer<Troubles>("/trouble");
  const choose = async (line: Seen, choice: string, volume?: string) => {
    try {
      await ask(`/trouble/${line.id}/resolve`, { body: { ...choiceOf(line, choice), volume } });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    }
    await again();
  };
  return (
    <AppFrame wide title={t("To settle")} back={<BackLink href={hrefFor("board")} />}>
      {problem && <p class="note note-amber">{problem}</p>}
      {answer?.open.length === 0 && (
        <EmptyState title={t("Nothing needs you")}>
          {t(
            "What contradicts itself, what a phone could not have taken, and mails of which nobody knows whether they arrived come here.",
          )}
        </EmptyState>
      )}
      {answer && answer.open.length > 0 && (
        <Card title={t("To settle · {count}", { count: answer.open.length })}>
          <ul class="list">
            {answer.open.map((line) => (
              <Open key={line.id} line={line} onChoice={(...said) => void choose(line, ...said)} />
            ))}
          </ul>
        </Card>
      )}
      {answer && answer.history.length > 0 && (
        <Card title={t("Dealt with in the last 30 days")}>
          <ul class="list">
            {answer.history.map((line) => (
              <Past key={line.id} line={line} />
            ))}
          </ul>
        </Card>
      )}
    </AppFrame>
  );
}

interface OpenProps {
  line: Seen;
  onChoice: (choice: string, volume?: string) => void;
}

function Open({ line, onChoice }: OpenProps) {
  const more = elsewhere[line.kind];
  return (
    <li class="trouble">
      <span class="row-text">
        <span class="row-title">{line.text}</span>
        <Facts line={line} />
        <span class="muted">{seenText(line)}</span>
      </span>
      <span class="trouble-choices">
        {more && <ButtonLink href={hrefFor(more.screen)}>{more.text()}</ButtonLink>}
        {line.volumes.length > 0 && (
          <WhichVolume line={line} onVolume={(volume) => onChoice("name_volume", volume)} />
        )}
        {line.choices.filter(isOneTap).map((choice) => (
          <Button key={choice} onClick={() => onChoice(choice)}>
            {choiceText(choice, line.kind)}
          </Button>
        ))}
      </span>
    </li>
  );
}

interface WhichVolumeProps {
  line: Seen;
  onVolume: (volume: string) => void;
}

/** Nothing is chosen at first: nobody names a volume by a slip of the thumb. */
function WhichVolume({ line, onVolume }: WhichVolumeProps) {
  const [volume, setVolume] = useState("");
  const options = ["", ...line.volumes].map((one) => [one, one || "…"] as const);
  return (
    <>
      <Select label={t("Volume")} value={volume} options={options} onValue={setVolume} />
      <Button disabled={!volume} onClick={() => onVolume(volume)}>
        {choiceText("name_volume", line.kind)}
      </Button>
    </>
  );
}

function Past({ line }: { line: Ended }) {
  const { resolution, kind, facts, closed_by, closed_at } = line;
  const volume = resolution === "name_volume" && volumeText(String(facts.volume ?? ""));
  const ended = [endText(resolution, kind), volume, whoText(closed_by), dayTime(closed_at)];
  return (
    <li class="trouble">
      <span class="row-text">
        <span class="row-title">{line.text}</span>
        <Facts line={line} />
        <span class="muted">{ended.filter(Boolean).join(" · ")}</span>
      </span>
    </li>
  );
}

function Facts({ line }: { line: Seen | Ended }) {
  const did = line.facts.did ? t("“{deed}”:", { deed: deedName(String(line.facts.did)) }) : "";
  return (
    <>
      {line.said && (
        <span>
          {did} {line.said}
        </span>
      )}
      <span class="muted">{factsText(line.facts)}</span>
    </>
  );
}
