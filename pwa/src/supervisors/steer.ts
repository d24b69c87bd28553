import { ApiError, ask } from "../api";
import { toast } from "../ui/toasts";
import { askBoard } from "./board";

/** Does something on the server, then shows the board as it is now; a refusal becomes a message. */
export async function steer(path: string, body: object): Promise<void> {
  try {
    await ask(path, { body });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
  }
  await askBoard();
}
