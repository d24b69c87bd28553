import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import type { Walk } from "../store/shapes";
import { phone } from "../sync/sending";
import { n, t } from "../texts";
import { announce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { toast } from "../ui/toasts";

const FEWEST = 1;
const MOST = 20;

/** "How many pickers?": one walk each, as short as can be. Needs the network. */
export function PlanCard({ hasWalks }: { hasWalks: boolean }) {
  const [pickers, setPickers] = useState(1);
  const [isPlanning, setPlanning] = useState(false);
  const [isAsked, setAsked] = useState(!hasWalks);
  const plan = async () => {
    setPlanning(true);
    await planWalks(pickers);
    setPlanning(false);
  };
  if (!isAsked) {
    return (
      <Button kind="quiet" icon="plus" onClick={() => setAsked(true)}>
        {t("Plan walks for new holds")}
      </Button>
    );
  }
  return (
    <Card title={t("How many pickers?")}>
      <div class="stepper">
        <Button
          icon="left"
          disabled={pickers <= FEWEST}
          aria-label={t("One picker fewer")}
          onClick={() => setPickers(pickers - 1)}
        />
        <output class="stepper-count">{pickers}</output>
        <Button
          icon="right"
          disabled={pickers >= MOST}
          aria-label={t("One picker more")}
          onClick={() => setPickers(pickers + 1)}
        />
      </div>
      <Button
        kind={hasWalks ? "secondary" : "primary"}
        working={isPlanning ? t("Planning…") : undefined}
        onClick={() => void plan()}
      >
        {t("Plan the walks")}
      </Button>
    </Card>
  );
}

async function planWalks(pickers: number): Promise<void> {
  try {
    const { walks } = await ask<{ walks: Walk[] }>("/walks/plan", { body: { pickers } });
    await phone.sync.now();
    if (walks.length === 0) toast(t("Nothing to fetch: no hold is waiting for a walk."));
    else announce(n("{count} walk is planned.", "{count} walks are planned.", walks.length));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
  }
}
