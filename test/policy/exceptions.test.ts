import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AnalyzedResource, type Analyzer, startPolicyPack } from "../../local";
import { resource } from "../local/policy-runner/pack";
import { folder } from "../local/project/folder";
import { root } from "../support/stack";

const topic = "gcp:pubsub/subscription:Subscription";
const policy = "pubsub-subscription-never-expires";
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The built pack, with a configuration file that says this. */
async function packWith(configuration: object | string): Promise<Analyzer> {
  const file = join(folder({}), "policies.json");
  writeFileSync(file, typeof configuration === "string" ? configuration : JSON.stringify(configuration));
  return startPolicyPack(join(root, "policy"), {
    project: "flotilla",
    stack: "test",
    dryRun: true,
    config: { values: { "flotilla:kind": "developer" }, secretKeys: [] },
    configuration: file,
  });
}

const expiring = (name: string): AnalyzedResource =>
  resource(name, { topic: "t" }, { type: topic, urn: `urn:pulumi:test::flotilla::${topic}::${name}` });

describe("policy configuration", () => {
  before(() => execFileSync(process.execPath, [join(root, "policy/build.js")]));
  let pack: Analyzer | undefined;
  afterEach(async () => {
    await pack?.close();
    pack = undefined;
  });

  const violations = async (name: string) =>
    ((await pack?.analyze(expiring(name))) ?? []).filter(({ policyName }) => policyName === policy);
  const shown = async () =>
    ((await pack?.analyzeStack([])) ?? []).map(({ message, urn, enforcementLevel, policyName }) => ({
      said: message.split("\n")[1],
      name: urn?.split("::").at(-1),
      enforcementLevel,
      policyName,
    }));

  it("exceptions: a resource passes for a reason until a day, and the review shows it", async () => {
    const until = daysFromNow(30);
    const exception = { resource: "legacy/*", reason: "drained by the move in May", until };
    pack = await packWith({ [policy]: { exceptions: [exception] } });
    assert.deepEqual(await violations("legacy/a"), []);
    assert.equal((await violations("other")).length, 1);
    assert.deepEqual(await shown(), [
      {
        said: `passes ${policy} by an exception until ${until}: drained by the move in May`,
        name: "legacy/a",
        enforcementLevel: "advisory",
        policyName: "exceptions-shown",
      },
    ]);
  });

  it("exceptions: one that nothing needs is shown too", async () => {
    pack = await packWith({
      [policy]: { exceptions: [{ resource: "gone", reason: "old and gone", until: daysFromNow(1) }] },
    });
    await violations("other");
    const [one] = await shown();
    assert.match(one?.said ?? "", /^the exception for gone from .* let nothing pass: take it out$/);
  });

  it("exceptions: the last day counts, and the day after is refused with the reason", async () => {
    const exceptions = [
      { resource: "today", reason: "until tonight only", until: daysFromNow(0) },
      { resource: "yesterday", reason: "until last night", until: daysFromNow(-1) },
    ];
    pack = await packWith({ [policy]: { exceptions } });
    assert.deepEqual(await violations("today"), []);
    const [refused] = await violations("yesterday");
    assert.match(refused?.message ?? "", new RegExp(`Its exception ended on ${daysFromNow(-1)}\\.$`));
    assert.equal(refused?.enforcementLevel, "mandatory");
  });

  it("exceptions: one for longer than a year, or until no day at all, does not count", async () => {
    const exceptions = [
      { resource: "long", reason: "for ever and ever", until: daysFromNow(400) },
      { resource: "never", reason: "mistyped the day", until: `${new Date().getUTCFullYear()}-02-31` },
    ];
    pack = await packWith({ [policy]: { exceptions } });
    assert.match(
      (await violations("long"))[0]?.message ?? "",
      /Its exception does not count: .* more than a year from now/,
    );
    assert.match((await violations("never"))[0]?.message ?? "", /Its exception does not count: .* no calendar has/);
  });

  const until = daysFromNow(1);
  const written: [what: string, exception: unknown, expected: RegExp][] = [
    ["no reason", { resource: "a", until }, /reason is undefined, which tells nobody why/],
    ["one word for a reason", { resource: "a", reason: "later", until }, /reason is "later", which tells nobody why/],
    ["everything", { resource: "*", reason: "too much noise", until }, /resource is "\*", which names none/],
    ["no resource", { reason: "too much noise", until }, /resource is undefined, which names none/],
    ["no day", { resource: "a", reason: "some good reason", until: "soon" }, /until is "soon", and not a day like/],
    [
      "more than an exception has",
      { resource: "a", reason: "some good reason", until, by: "ada" },
      /it has by, and may have resource, reason and until/,
    ],
    ["a name alone", "a", /it is "a", and not an object/],
  ];
  for (const [what, exception, expected] of written)
    it(`exceptions: one with ${what} does not count, and both the refusal and the review say why`, async () => {
      pack = await packWith({ [policy]: { exceptions: [exception] } });
      const [refused] = await violations("a");
      assert.equal(refused?.enforcementLevel, "mandatory");
      assert.match(refused?.message ?? "", expected);
      assert.match((await shown())[0]?.said ?? "", expected);
    });

  it("level: a policy is softened, or hardened, and another stays as it is", async () => {
    pack = await packWith({ [policy]: "advisory" });
    assert.deepEqual(
      (await violations("a")).map(({ enforcementLevel }) => enforcementLevel),
      ["advisory"],
    );
    await pack.close();
    pack = await packWith({ [policy]: { enforcementLevel: "disabled" } });
    assert.deepEqual(await violations("a"), []);
  });

  it("docs: the page's example is a configuration that the pack takes", async () => {
    const page = readFileSync(join(root, "docs/policies.md"), "utf8");
    const [, example = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    pack = await packWith(example);
    assert.equal((await violations("a")).length, 1);
    assert.match(example, /"exceptions"/);
  });

  const mistakes: [what: string, configuration: object | string, expected: RegExp][] = [
    [
      "a policy that is not there",
      { "pubsub-subscription-never-expire": "advisory" },
      /no policy .*; did you mean pubsub-subscription-never-expires\?/,
    ],
    [
      "a level that is not one",
      { [policy]: "warn" },
      /pubsub-subscription-never-expires: neither a level \(advisory, mandatory, remediate, disabled\) nor an object/,
    ],
    ["no JSON", "{", /is not JSON/],
    ["a list", [], /the whole/],
  ];
  for (const [what, configuration, expected] of mistakes)
    it(`mistake: ${what} is one error`, () =>
      assert.rejects(packWith(configuration), (error: Error) => {
        assert.equal(error.name, "PolicyPackError");
        assert.match(error.message, expected);
        return true;
      }));
});
