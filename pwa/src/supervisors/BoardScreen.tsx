import { useEffect } from "preact/hooks";
import { hrefFor } from "../router";
import { clockText, dateText, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Icon } from "../ui/Icon";
import { Alarms } from "./Alarms";
import { type Board, board, boardProblem, watchBoard } from "./board";
import { Figures } from "./Figures";
import { IlsCard } from "./IlsCard";
import { MissingCard } from "./MissingCard";
import { NoticesCard } from "./NoticesCard";
import { OnTheRoadCard } from "./OnTheRoadCard";
import { PhonesCard } from "./PhonesCard";
import { TroubleCard } from "./TroubleCard";
import { WalksCard } from "./WalksCard";
import "./board.css";

/** The morning at a glance, fresh every two seconds. */
export default function BoardScreen() {
  useEffect(() => watchBoard(), []);
  const shown = board.value;
  return (
    <AppFrame
      wide
      title={[shown?.branch.name, today()].filter(Boolean).join(" · ")}
      subtitle={shown ? freshness(shown) : t("Opening…")}
      back={<BackLink href={hrefFor("today")} />}
    >
      {boardProblem.value && (
        <p class="note note-amber">
          <Icon name="offline" /> {boardProblem.value}
        </p>
      )}
      {shown && <Cards shown={shown} />}
    </AppFrame>
  );
}

function Cards({ shown }: { shown: Board }) {
  return (
    <>
      <Alarms alarms={shown.alarms} />
      <Figures holds={shown.holds} />
      <div class="board">
        <div class="stack">
          <WalksCard walks={shown.walks} at={shown.at} />
          <OnTheRoadCard shown={shown} />
          <MissingCard missing={shown.missing} all={shown.holds.searching ?? 0} />
        </div>
        <div class="stack">
          <TroubleCard trouble={shown.trouble} />
          <NoticesCard shown={shown} />
          <PhonesCard phones={shown.devices} at={shown.at} />
          <IlsCard shown={shown} />
        </div>
      </div>
    </>
  );
}

function today(): string {
  return dateText(new Date(), {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
}

function freshness({ at, devices }: Board): string {
  const phones = n("{count} phone", "{count} phones", devices.length);
  return [t("as of {time}", { time: clockText(at) }), phones].join(" · ");
}
