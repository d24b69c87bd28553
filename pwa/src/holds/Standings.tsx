import { n, t } from "../texts";
import { Chip } from "../ui/Chip";
import { type Group, standingText } from "./order";

/** Where the copies are, branch by branch, and how many patrons wait for one. */
export function Standings({ group }: { group: Group }) {
  return (
    <span class="standings">
      {group.branches.map((branch) => {
        const { text, colour } = standingText(branch);
        return (
          <span key={branch.id} class="standing">
            <span>{branch.name}</span>
            <Chip colour={colour}>{text}</Chip>
          </span>
        );
      })}
      {group.waiting > 0 && (
        <span class="muted">
          {n("{count} patron waits for it", "{count} patrons wait for it", group.waiting)}
        </span>
      )}
    </span>
  );
}

export function NoCopy() {
  return (
    <span class="standing">
      <Chip colour="ink">{t("no copy to lend")}</Chip>
    </span>
  );
}
