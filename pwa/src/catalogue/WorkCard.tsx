import { t } from "../texts";
import { Card } from "../ui/Card";
import { Progress } from "./Progress";
import type { Import } from "./shapes";

const phases: Record<string, () => string> = {
  keys: () => t("Working out the order on the shelves"),
  titles: () => t("Bringing titles in"),
  items: () => t("Bringing copies in"),
  words: () => t("Making titles searchable"),
};

/** The server is at it; it goes on without anybody watching. */
export function WorkCard({ row }: { row: Import }) {
  const title = row.state === "checking" ? t("Checking the whole file") : t("Importing");
  const label = phases[row.phase]?.() ?? t("Reading");
  return (
    <Card title={title}>
      <Progress label={label} done={row.done} total={row.total} />
      <p class="muted">
        {t("You can leave this screen: it goes on by itself, and phones keep working.")}
      </p>
    </Card>
  );
}
