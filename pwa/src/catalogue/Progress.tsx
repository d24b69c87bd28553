import { locale } from "../texts";
import { ProgressBar } from "../ui/ProgressBar";

interface ProgressProps {
  label: string;
  done: number;
  total: number;
}

/** A bar with what goes forward, and how far it is. */
export function Progress({ label, done, total }: ProgressProps) {
  const share = Math.min(1, done / Math.max(1, total));
  return (
    <div class="work">
      <p class="work-head">
        <span>{label}</span>
        <span class="work-share">{percent(share)}</span>
      </p>
      <ProgressBar label={label} done={done} total={total} />
    </div>
  );
}

function percent(share: number): string {
  return share.toLocaleString(locale.value, { style: "percent", maximumFractionDigits: 0 });
}
