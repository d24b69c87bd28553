import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import type { Walk } from "../store/shapes";
import { phone } from "../sync/sending";
import { n, t } from "../texts";
import { announce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";

const FEWEST = 1;
const MOST = 20;

interface PlanCardProps {
  hasWalks: boolean;
  /** It is the next thing to do. */
  isNeeded: boolean;
}

/** "How many pickers?": one walk each, as short as can be. Needs the network. */
export function PlanCard({ hasWalks, isNeeded }: PlanCardProps) {
  const [pickers, setPickers] = useState(1);
  const [isPlanning, setPlanning] = useState(false);
  const [isAsked, setAsked] = useState(!hasWalks);
  // Said in the card: over the screen it would lie on the very button.
  const [said, setSaid] = useState("");
  const answer = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (!isNeeded) return;
    setAsked(true);
    setSaid("");
  }, [isNeeded]);
  // The button that was pressed is gone with its card.
  useEffect(() => answer.current?.focus({ preventScroll: true }), [isAsked]);
  const plan = async () => {
    setPlanning(true);
    setSaid("");
    const { text, isPlanned } = await planWalks(pickers);
    setSaid(text);
    announce(text);
    setPlanning(false);
    // From here on the walks come first; the question is one tap away.
    if (isPlanned) setAsked(false);
  };
  if (!isAsked) {
    return (
      <>
        {said && (
          <p class="note" ref={answer} tabIndex={-1}>
            {said}
          </p>
        )}
        <Button kind="quiet" icon="plus" onClick={() => setAsked(true)}>
          {t("Plan walks for new holds")}
        </Button>
      </>
    );
  }
  return (
    <Card title={t("How many pickers?")}>
      <div class="stepper" data-each-tap>
        <Button
          icon="minus"
          disabled={pickers <= FEWEST}
          aria-label={t("One picker fewer")}
          onClick={() => setPickers(pickers - 1)}
        />
        <output class="stepper-count">{pickers}</output>
        <Button
          icon="plus"
          disabled={pickers >= MOST}
          aria-label={t("One picker more")}
          onClick={() => setPickers(pickers + 1)}
        />
      </div>
      <Button
        kind={isNeeded ? "primary" : "secondary"}
        working={isPlanning ? t("Planning…") : undefined}
        onClick={() => void plan()}
      >
        {t("Plan the walks")}
      </Button>
      {said && <p class="note">{said}</p>}
    </Card>
  );
}

/** What came of it, in a sentence. */
async function planWalks(pickers: number): Promise<{ text: string; isPlanned: boolean }> {
  try {
    const { walks } = await ask<{ walks: Walk[] }>("/walks/plan", { body: { pickers } });
    await phone.sync.now();
    if (walks.length === 0) {
      return { text: t("Nothing to fetch: no hold is waiting for a walk."), isPlanned: false };
    }
    // They come in above this card: without this, the browser keeps the card where it is.
    window.scrollTo(0, 0);
    const text = n("{count} walk is planned.", "{count} walks are planned.", walks.length);
    return { text, isPlanned: true };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { text: error.message, isPlanned: false };
  }
}
