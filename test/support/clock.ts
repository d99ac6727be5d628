import { mock } from "node:test";

/** Does something on another day, as in `2026-11-28` or `2026-11-28T10:00:00Z`. */
export async function onDay<T>(day: string, act: () => Promise<T>): Promise<T> {
  mock.timers.enable({ apis: ["Date"], now: Date.parse(day) });
  try {
    return await act();
  } finally {
    mock.timers.reset();
  }
}
