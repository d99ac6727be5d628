/** Something that happens once, for whoever waits for it. */
export interface Signal {
  happened: Promise<void>;
  raise: () => void;
}

export function signal(): Signal {
  let raise: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => {
    raise = resolve;
  });
  return { happened, raise };
}
