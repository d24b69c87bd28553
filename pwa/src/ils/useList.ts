import { ApiError, ask } from "../api";
import { useAnswer } from "../supervisors/useAnswer";
import { n, t } from "../texts";
import { toast } from "../ui/toasts";
import type { Line, ListKind } from "./lists";

export interface UsedList {
  lines: readonly Line[] | undefined;
  problem: string | undefined;
  tick: (lines: readonly Line[]) => Promise<void>;
}

/** One list, and how its lines are ticked; a tick can be taken back for a while. */
export function useList(kind: ListKind): UsedList {
  const { answer, problem, again } = useAnswer<{ lines: Line[] }>(`/ils/lists/${kind}`);
  const send = async (lines: readonly Line[], done: boolean): Promise<number> => {
    const tasks = lines.map(({ id }) => id);
    try {
      return (await ask<{ ticked: number }>("/ils/ticks", { body: { tasks, done } })).ticked;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
      return 0;
    } finally {
      await again();
    }
  };
  const tick = async (lines: readonly Line[]) => {
    const ticked = await send(lines, true);
    if (ticked === 0) return toast(t("This had left the list by itself: do not key it."));
    toast(n("{count} document keyed", "{count} documents keyed", ticked), {
      label: t("Undo"),
      run: () => void send(lines, false),
    });
  };
  return { lines: answer?.lines, problem, tick };
}
