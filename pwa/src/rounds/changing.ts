import { ApiError, ask } from "../api";
import { toast } from "../ui/toasts";

/** Changes what rides; false when it was refused, which is said in words. */
export async function changeCart(path: string, body: object): Promise<boolean> {
  try {
    await ask(`/cart/${path}`, { body });
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
    return false;
  }
}
