/** Time as the stand-in knows it: the machine's, and as much ahead of it as a test has moved it. */
interface Timer {
  time: number;
  run: () => void;
  handle?: NodeJS.Timeout;
}

/** Node's timers take no more. */
const longestTimeout = 2 ** 31 - 1;

export class Clock {
  #ahead = 0;
  readonly #timers = new Set<Timer>();

  /** In milliseconds. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Runs at that time, or when the clock is moved past it. What it returns cancels it. */
  at(time: number, run: () => void): () => void {
    const timer: Timer = { time, run };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#drop(timer);
  }

  /** Moves the clock ahead, through everything that is due until then, in its order. */
  advance(milliseconds: number): void {
    const target = this.now() + milliseconds;
    for (let next = this.#firstUntil(target); next; next = this.#firstUntil(target)) {
      this.#ahead += Math.max(0, next.time - this.now());
      this.#fire(next);
    }
    this.#ahead += Math.max(0, target - this.now());
    for (const timer of this.#timers) this.#arm(timer);
  }

  /** Nothing that is due will be run. */
  stop(): void {
    for (const timer of this.#timers) this.#drop(timer);
  }

  #firstUntil(time: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.time <= time);
    return due.sort((one, other) => one.time - other.time)[0];
  }

  #arm(timer: Timer): void {
    clearTimeout(timer.handle);
    const wait = Math.min(Math.max(0, timer.time - this.now()), longestTimeout);
    timer.handle = setTimeout(() => (timer.time > this.now() ? this.#arm(timer) : this.#fire(timer)), wait);
    timer.handle.unref();
  }

  #fire(timer: Timer): void {
    this.#drop(timer);
    timer.run();
  }

  #drop(timer: Timer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }
}
