import { setTimeout as sleep } from "node:timers/promises";
import type { events, Publisher } from "../../contract";
import { log } from "../serving";
import type { Pull } from "./routes";

/** Longer ones are cut: nobody reads them, and who sends them is not known. */
const longestUserAgent = 256;

/** How long an answer waits for its event, in milliseconds. */
const longest = 1_000;

/**
 * Tells of pulls before they are answered, since an instance may have no CPU afterwards; but a pull is answered whether or not
 * its event could be stored.
 */
export function pullsTo(publisher: Publisher<typeof events.imagePulled>, region: string, { patience = longest } = {}) {
  const running = new Set<Promise<void>>();
  return {
    async pulled({ repository, digest, tag, actor, userAgent }: Pull): Promise<void> {
      const data = {
        repository,
        digest,
        actor,
        region,
        ...(tag !== undefined && { tag }),
        ...(userAgent && { user_agent: userAgent.slice(0, longestUserAgent) }),
      };
      const one = publisher.publish({ data, subject: `${repository}@${digest}` }).then(
        () => {},
        (error: unknown) => log.error("the event of a pull was not published", error),
      );
      running.add(one);
      void one.finally(() => running.delete(one));
      await Promise.race([one, sleep(patience, undefined, { ref: false })]);
    },
    /** Once all of them are told. */
    async close(): Promise<void> {
      await Promise.all(running);
      await publisher.close();
    },
  };
}
