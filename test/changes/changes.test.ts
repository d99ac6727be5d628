/**
 * For each change the exact plan, and who answered on the way, as `plans.json` holds them. A change that is meant to be
 * another is written there anew with `RENEW_PLANS=1 npx mocha test/changes/changes.test.ts`, formatted by
 * `npx biome check --write test/changes`, and looked at before it is committed.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Change, changes } from "./changes";
import { type Fleet, hostsOf, isAnswered } from "./fleet";
import { type Made, make, type Standing } from "./kit";

const file = join(__dirname, "plans.json");
const renew = process.env.RENEW_PLANS !== undefined;

interface Planned {
  plan: string[];
  /** Of the hosts whose answer changed. */
  answers: Record<string, string[]>;
}

const planned = (renew ? {} : JSON.parse(readFileSync(file, "utf8"))) as Record<string, Planned>;

/** What stands after some fleets in a row: brought up once, and copied for whoever changes it. */
const standing = new Map<string, Promise<Standing>>();

function standingAfter(fleets: readonly Fleet[]): Promise<Standing> {
  const key = JSON.stringify(fleets);
  const known = standing.get(key) ?? bringUp(fleets);
  standing.set(key, known);
  return known;
}

async function bringUp(fleets: readonly Fleet[]): Promise<Standing> {
  const last = fleets.at(-1);
  const made = await make(last ?? {}, last && (await standingAfter(fleets.slice(0, -1))));
  assert.equal(made.outcome, "succeeded", made.errors);
  return made;
}

async function change({ from = [], to, replace = [] }: Change, seed?: number): Promise<Made> {
  const hosts = [...new Set([...hostsOf(from.at(-1) ?? {}), ...hostsOf(to)])];
  const made = await make(to, await standingAfter(from), { hosts, seed, replace });
  assert.equal(made.outcome, "succeeded", made.errors);
  return made;
}

/** A host that is new is nobody's until its name is in DNS, which comes last; one that goes is answered no longer. */
function assertAnswered({ from = [], to, refusedMeanwhile }: Change, { broken, answers, cloud }: Made): void {
  const [before, now] = [hostsOf(from.at(-1) ?? {}), hostsOf(to)];
  for (const [host, faults] of Object.entries(broken)) {
    const stays = before.includes(host) && now.includes(host);
    const unforeseen = faults.filter((fault) => !refusedMeanwhile?.test(fault));
    assert.deepEqual(unforeseen, stays ? [] : [`${host} has no address in DNS`]);
    if (now.includes(host)) assert.deepEqual(cloud.ask(`https://${host}/`).broken, []);
    // Of a host that has paths alone the load balancer answers the rest.
    const answered = isAnswered(to, host) ? /^(?!\d|$)/ : /^404/;
    for (const answer of stays ? (answers[host] ?? []) : []) assert.match(answer, answered, host);
  }
}

describe("a change of a fleet", () => {
  after(() => {
    if (renew) writeFileSync(file, `${JSON.stringify(planned, undefined, 2)}\n`);
  });

  for (const one of changes)
    it(`${one.title}: is just this, and somebody answers all the time`, async () => {
      const made = await change(one);
      assertAnswered(one, made);
      const answers = Object.fromEntries(Object.entries(made.answers).filter(([, texts]) => texts.length > 1));
      const found = { plan: made.plan, answers };
      if (renew) planned[one.title] = found;
      assert.deepEqual(found, planned[one.title], "RENEW_PLANS=1 writes the plan anew");
    });

  for (const one of changes.filter(({ inAnyOrder }) => inAnyOrder))
    it(`${one.title}: in whatever order what may be done at once is done, somebody answers`, async () => {
      for (const seed of [1, 2]) assertAnswered(one, await change(one, seed));
    });

  it("are all in the file, and no others", () => {
    assert.deepEqual(
      Object.keys(planned),
      changes.map(({ title }) => title),
    );
  });
});
