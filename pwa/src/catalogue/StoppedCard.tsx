import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import type { Import } from "./shapes";

/** An import that could not go on by itself. */
export function StoppedCard({ row, onGoOn }: { row: Import; onGoOn: () => Promise<void> }) {
  return (
    <Card title={t("The import has stopped")}>
      <p class="note note-amber">{row.why}</p>
      <Button kind="primary" onClick={() => void onGoOn()}>
        {t("Go on with the import")}
      </Button>
    </Card>
  );
}
