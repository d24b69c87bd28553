import { dayTime } from "../supervisors/times";
import { t } from "../texts";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Figures } from "./Figures";
import type { Counted, Import } from "./shapes";

/** What the last import did. */
export function DoneCard({ row }: { row: Import }) {
  return (
    <Card
      title={row.file_name}
      aside={
        <Chip colour="green" icon="tick">
          {t("Imported")}
        </Chip>
      }
    >
      <p class="muted">{dayTime(row.changed_at)}</p>
      <Numbers title={t("Titles")} counted={row.counted.titles} />
      <Numbers title={t("Copies")} counted={row.counted.items} />
    </Card>
  );
}

function Numbers({ title, counted }: { title: string; counted: Counted | undefined }) {
  if (!counted) return null;
  return (
    <>
      <h3>{title}</h3>
      <Figures
        figures={[
          [t("new"), counted.new],
          [t("changed"), counted.changed],
          [t("unchanged"), counted.same],
        ]}
      />
    </>
  );
}
