import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import type { Import } from "./shapes";
import { fileSize } from "./sizes";

/** Which file this is about; `onDrop` throws it away for another one. */
export function FileCard({ row, onDrop }: { row: Import; onDrop?: () => Promise<void> }) {
  return (
    <Card>
      <div class="row">
        <span class="row-text">
          <span class="row-title">{row.file_name || t("A file without a name")}</span>
          <span class="muted">{fileSize(row.size)}</span>
        </span>
        {onDrop && <Button onClick={() => void onDrop()}>{t("Another file")}</Button>}
      </div>
    </Card>
  );
}
