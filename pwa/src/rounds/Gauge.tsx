import { kilos } from "../delivery/money";
import { t } from "../texts";
import { Chip } from "../ui/Chip";

interface GaugeProps {
  /** All in grams. */
  grams: number;
  doubt: number;
  limit: number;
}

/** What the cart carries against what it may, and how wrong that may be. */
export function Gauge({ grams, doubt, limit }: GaugeProps) {
  const facts = { sum: kilos(grams), limit: kilos(limit), doubt: kilos(doubt) };
  return (
    <div class="cart-gauge">
      <meter min={0} max={limit} high={limit} value={Math.min(grams, limit)} aria-hidden="true" />
      <p>
        {doubt ? t("{sum} of {limit}, give or take {doubt}", facts) : t("{sum} of {limit}", facts)}
      </p>
      {grams > limit && (
        <Chip colour="red" icon="warning">
          {t("Too heavy")}
        </Chip>
      )}
      {grams <= limit && grams + doubt > limit && (
        <Chip colour="amber" icon="warning">
          {t("Perhaps too heavy")}
        </Chip>
      )}
    </div>
  );
}
