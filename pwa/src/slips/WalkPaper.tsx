import { t } from "../texts";
import { PrintLink } from "../ui/PrintLink";

/** A walk for those who carry paper: the list on A4, and a slip for each document. */
export function WalkPaper({ walk }: { walk: string }) {
  return (
    <>
      <PrintLink href={`/api/walks/${walk}/paper`}>{t("Print this walk")}</PrintLink>
      <PrintLink href={`/api/walks/${walk}/slips`}>{t("Print its slips")}</PrintLink>
    </>
  );
}
