import { useState } from "preact/hooks";
import { ImportAges } from "../ils/ImportAges";
import { hrefFor } from "../router";
import { useAnswer } from "../supervisors/useAnswer";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { lazily } from "../ui/lazily";
import { syncState } from "../ui/sync-state";
import { CallerCard } from "./CallerCard";
import { CallerStep } from "./CallerStep";
import { DocumentStep } from "./DocumentStep";
import type { Choices } from "./order";
import { PlaceBar } from "./PlaceBar";
import { ReadBack } from "./ReadBack";
import { type Call, useCall } from "./useCall";
import "./orders.css";

const HomeCard = lazily(() => import("../delivery/HomeCard").then((part) => part.HomeCard));

/** Where copies are, and who is blocked, is what the other system said last. */
const restsOn = ["status", "patrons"] as const;

/** An order taken on the telephone: who, what, read back, reserve. Enter moves on. */
export default function OrderScreen() {
  const { answer: choices, problem, again } = useAnswer<Choices>("/orders/choices");
  const call = useCall();
  return (
    <AppFrame
      title={t("Reserve by phone")}
      back={<BackLink href={hrefFor("today")} />}
      bar={call.wanted && !call.check?.against && <PlaceBar call={call} />}
      wide
    >
      {!syncState.value.online && <OnlineOnly />}
      {problem && syncState.value.online && <p class="note note-amber">{problem}</p>}
      {!choices && problem && <Button onClick={() => void again()}>{t("Try again")}</Button>}
      {!choices && !problem && <p class="loading muted">{t("Opening…")}</p>}
      {choices && <Steps call={call} choices={choices} />}
      {choices && <ImportAges kinds={restsOn} />}
    </AppFrame>
  );
}

function Steps({ call, choices }: { call: Call; choices: Choices }) {
  const { caller, wanted, placed } = call;
  const [isHome, setHome] = useState(false);
  const next = () => {
    setHome(false);
    call.takeCaller(undefined);
  };
  if (!caller) return <CallerStep onCaller={call.takeCaller} />;
  return (
    <div class="order">
      <div class="stack">
        <CallerCard caller={caller} placed={placed} onNext={next} />
        {!wanted && (
          <HomeCard
            key={caller.id}
            caller={caller}
            call={call}
            isOrdering={isHome}
            setOrdering={setHome}
          />
        )}
      </div>
      {wanted && <ReadBack call={call} wanted={wanted} choices={choices} />}
      {!wanted && !isHome && (
        <DocumentStep key={placed.length} choices={choices} onWanted={call.choose} />
      )}
    </div>
  );
}

function OnlineOnly() {
  return (
    <p class="note">
      <Icon name="offline" />
      {t(
        "Needs the network: names of patrons never stay on this device. Write the order on paper.",
      )}
    </p>
  );
}
