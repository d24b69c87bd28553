import { useState } from "preact/hooks";
import { useAnswer } from "../supervisors/useAnswer";
import { clockText, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { useAsking } from "./useAsking";

interface NewLink {
  path: string;
  pin: string;
}

/** The page of an outside courier firm: its link is sent, its PIN is said by telephone. */
export function FirmCard() {
  const { answer, problem, again } = useAnswer<{ made_at: string | null }>("/delivery/firm-link");
  const [made, setMade] = useState<NewLink>();
  const asking = useAsking();
  const make = async () => {
    setMade(await asking.run<NewLink>("/delivery/firm-link"));
    await again();
  };
  const revoke = async () => {
    setMade(undefined);
    await asking.run("/delivery/firm-link/revoke");
    await again();
  };
  const isOpen = answer?.made_at;
  const said = asking.problem ?? problem;
  return (
    <Card title={t("A courier firm rides today")}>
      {said && <p class="note note-amber">{said}</p>}
      {made && <Told {...made} />}
      {!made && isOpen && (
        <p>
          {t("A link made at {time} is open until tonight. It is not shown again.", {
            time: clockText(isOpen),
          })}
        </p>
      )}
      {!isOpen && (
        <p>
          {t("The firm sees today’s stops and says how each ended, on a page that closes tonight.")}
        </p>
      )}
      <div class="stop-buttons">
        <Button icon="plus" disabled={asking.isAsking} onClick={() => void make()}>
          {isOpen ? t("Make a new link") : t("Make a link")}
        </Button>
        {isOpen && (
          <Button
            icon="cross"
            kind="danger"
            disabled={asking.isAsking}
            onClick={() => void revoke()}
          >
            {t("Close the page")}
          </Button>
        )}
      </div>
    </Card>
  );
}

/** Shown once: afterwards nobody knows it but the firm. */
function Told({ path, pin }: NewLink) {
  return (
    <>
      <div class="field">
        <label for="firm-link">{t("Link, to send to the firm")}</label>
        <input
          id="firm-link"
          readOnly
          value={`${location.origin}${path}`}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <p>{t("PIN, to say by telephone and never to send:")}</p>
      <p class="firm-pin">{`${pin.slice(0, 3)} ${pin.slice(3)}`}</p>
      <p class="muted">{t("Both are shown this once.")}</p>
    </>
  );
}
