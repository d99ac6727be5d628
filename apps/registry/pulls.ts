import type { events, Publisher } from "../../contract";
import { log } from "../serving";
import type { Pull } from "./routes";

/** Longer ones are cut: nobody reads them, and who sends them is not known. */
const longestUserAgent = 256;

/** Tells of pulls, without making anyone wait for it: a pull is answered whether or not its event could be stored. */
export function pullsTo(publisher: Publisher<typeof events.imagePulled>, region: string) {
  const running = new Set<Promise<void>>();
  return {
    pulled({ repository, digest, tag, actor, userAgent }: Pull): void {
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
    },
    /** Once all of them are told. */
    async close(): Promise<void> {
      await Promise.all(running);
      await publisher.close();
    },
  };
}
