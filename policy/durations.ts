/** Google writes a duration as seconds: `7776000s`. */
export function secondsOf(duration: string): number {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(duration)?.[1];
  return seconds === undefined ? Number.NaN : Number(seconds);
}

export const day = 24 * 60 * 60;
