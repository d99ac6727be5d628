import assert from "node:assert/strict";
import { Edge, type EdgeArgs, type FirewallArgs, Service } from "../../components";
import { type Declared, declareIn, image, one, production } from "../support/declare";
import { itRefusesAll } from "../support/refusals";

interface Rule {
  priority: number;
  action: string;
  description: string;
  preview?: boolean;
  match: { expr?: { expression: string }; config?: { srcIpRanges: string[] } };
  rateLimitOptions?: Record<string, unknown>;
}

/** What an edge with this firewall declares. */
function declareWith(firewall: FirewallArgs): Promise<Declared[]> {
  return declareIn(production, (environment) => {
    const registry = new Service("registry", { environment, image, exposure: "edge" });
    new Edge("edge", { environment, routes: { [environment.host("registry")]: registry }, firewall });
  });
}

/** The rules, in the order in which they are asked. */
async function rulesWith(firewall: FirewallArgs): Promise<Rule[]> {
  const { inputs } = one(await declareWith(firewall), "gcp:compute/securityPolicy:SecurityPolicy", "edge");
  return (inputs.rules as Rule[]).toSorted((a, b) => a.priority - b.priority);
}

const asked = (rules: readonly Rule[]) => rules.map(({ action, description }) => `${action} ${description}`);

describe("the firewall of an Edge", () => {
  it("asks own rules first, then Google's, then the rate limits, and lets in who is left", async () => {
    const rules = await rulesWith({
      rules: [
        { allow: { from: ["198.51.100.7"] }, because: "the uptime check of the owners" },
        { deny: { path: "/admin/*" }, because: "nobody administers from outside" },
      ],
      rateLimits: [
        { requests: 10, per: "1m", on: { path: "/token" } },
        { requests: 600, per: "1m" },
      ],
    });
    const attacks = asked(rules).filter((text) => /-(stable|canary)$/.test(text));
    assert.equal(attacks.length, 9);
    assert.deepEqual(asked(rules), [
      "allow the uptime check of the owners",
      "deny(403) nobody administers from outside",
      ...attacks,
      "throttle 10 requests in 1m",
      "throttle 600 requests in 1m",
      "allow everyone else",
    ]);
    assert.deepEqual(rules[0]?.match.config?.srcIpRanges, ["198.51.100.7"]);
    assert.equal(rules[1]?.match.expr?.expression, "request.path.startsWith('/admin/')");
    assert.equal(rules.at(-3)?.match.expr?.expression, "request.path == '/token'");
  });

  it("attacks: a set is enforced, previewed or off, by itself; whatever is not named stays as it is", async () => {
    const rules = await rulesWith({ attacks: { xss: "preview", scanners: "off", php: "enforce", java: "preview" } });
    const modes = new Map(rules.map(({ description, preview }) => [description, preview ? "preview" : "enforce"]));
    assert.deepEqual(
      ["sqli", "xss", "scannerdetection", "php", "java", "nodejs"].map((set) => modes.get(`${set}-v33-stable`)),
      ["enforce", "preview", undefined, "enforce", "preview", undefined],
    );
    assert.equal(modes.get("cve-canary"), "enforce");
  });

  it("attacks: a set finds more at a higher level, and rules of it are left out, which is recorded with the reason", async () => {
    const id = "owasp-crs-v030301-id942350-sqli";
    const declared = await declareWith({
      attacks: { sqli: { sensitivity: 2, except: { [id]: "tags may look like SQL" } } },
    });
    const { rules } = one(declared, "gcp:compute/securityPolicy:SecurityPolicy", "edge").inputs;
    assert.equal(
      rules.find(({ description }: Rule) => description.startsWith("sqli")).match.expr.expression,
      `evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 2, 'opt_out_rule_ids': ['${id}']})`,
    );
    const { outputs } = one(declared, "flotilla:edge:Edge", "edge");
    assert.deepEqual(outputs, { firewallExceptions: `${id}: tags may look like SQL` });
  });

  it("rate limits: count by one key or several, ban who was too fast, and only log where they are a preview", async () => {
    const rules = await rulesWith({
      rateLimits: [
        { requests: 5, per: "10s", by: ["address", { header: "x-api-key" }], on: { path: "/token" }, ban: "10m" },
        { requests: 10, per: "1m", by: { cookie: "session" }, on: { expression: "request.method == 'PUT'" } },
        { requests: 600, per: "1h", by: "country", mode: "preview" },
      ],
    });
    const limits = rules.filter(({ rateLimitOptions }) => rateLimitOptions);
    const common = { conformAction: "allow", exceedAction: "deny(429)" };
    assert.deepEqual(
      limits.map(({ rateLimitOptions }) => rateLimitOptions),
      [
        {
          ...common,
          enforceOnKeyConfigs: [
            { enforceOnKeyType: "IP" },
            { enforceOnKeyType: "HTTP_HEADER", enforceOnKeyName: "x-api-key" },
          ],
          rateLimitThreshold: { count: 5, intervalSec: 10 },
          banDurationSec: 600,
        },
        {
          ...common,
          enforceOnKey: "HTTP_COOKIE",
          enforceOnKeyName: "session",
          rateLimitThreshold: { count: 10, intervalSec: 60 },
        },
        { ...common, enforceOnKey: "REGION_CODE", rateLimitThreshold: { count: 600, intervalSec: 3600 } },
      ],
    );
    assert.deepEqual(
      limits.map(({ action, preview }) => [action, preview]),
      [
        ["rate_based_ban", undefined],
        ["throttle", undefined],
        ["throttle", true],
      ],
    );
  });
});

describe("a firewall that is nonsense", () => {
  const because = "nobody comes from there";
  const limit = (more: object): FirewallArgs => ({ rateLimits: [{ requests: 1, per: "1m", ...more } as never] });
  const refusals: [string, FirewallArgs, RegExp][] = [
    ["a rate over an odd time", limit({ per: "7m" }), /rateLimits\[0\]\.per: 7m is not among/],
    ["a rate of none", limit({ requests: 0 }), /rateLimits\[0\]\.requests: 0 is not between/],
    ["no rate at all", { rateLimits: [] }, /rateLimits: has 0 limits; 1 to 50 are taken/],
    ["a ban for a week", limit({ ban: "7d" }), /rateLimits\[0\]\.ban: 7d/],
    ["a key that is none", limit({ by: "user" }), /rateLimits\[0\]\.by: "user" is none of address, /],
    ["a key of nothing", limit({ by: { header: "" } }), /rateLimits\[0\]\.by: \{"header":""\} is none of/],
    ["a key of four parts", limit({ by: ["address", "path", "host", "country"] }), /\.by: has 4 parts; 1 to 3 are/],
    ["a part twice", limit({ by: ["path", "path"] }), /\.by: names a part twice/],
    ["everyone by address", limit({ by: ["everyone", "address"] }), /\.by: counts everyone together/],
    [
      "a limit after one that counts all",
      { rateLimits: [1, 2].map((requests) => ({ requests, per: "1m" })) },
      /rateLimits\[1\]: is never asked: firewall\.rateLimits\[0\] counts every request/,
    ],
    ["a rule set that is none", { attacks: { log4j: "enforce" } as never }, /attacks\.log4j: is not a rule set/],
    ["a mode that is none", { attacks: { xss: "log" as never } }, /attacks\.xss: "log" is neither "preview" nor/],
    ["a set that must refuse, off", { attacks: { sqli: "off" as never } }, /attacks\.sqli: is "off", and sqli always/],
    [
      "a set that must refuse, in preview",
      { attacks: { cves: { mode: "preview" as never } } },
      /attacks\.cves\.mode: is "preview", and cves always refuses/,
    ],
    ["a level beyond the last", { attacks: { xss: { sensitivity: 5 } } }, /xss\.sensitivity: 5 is not between 1 and 4/],
    [
      "an exception that tells nothing",
      { attacks: { sqli: { except: { "owasp-crs-v030301-id942350-sqli": "noise" } } } },
      /"noise" does not tell a reviewer why/,
    ],
    [
      "an exception that would end the expression",
      { attacks: { sqli: { except: { "x']})": "looks like an attack" } } } },
      /is not a rule's id, such as/,
    ],
    ["a rule for everyone", { rules: [{ allow: { from: ["0.0.0.0/0"] }, because }] }, /"0\.0\.0\.0\/0" is neither/],
    [
      "an address that is none",
      { rules: [{ deny: { from: ["10.0.0"] }, because }] },
      /"10\.0\.0" is neither an address/,
    ],
    ["a rule for nobody", { rules: [{ deny: { from: [] }, because }] }, /\.from: has 0 ranges; a rule takes 1 to 10/],
    ["a path that ends the expression", { rules: [{ deny: { path: "/a' || true" }, because }] }, /is not a path/],
    ["a star inside a path", { rules: [{ deny: { path: "/a/*/b" }, because }] }, /is not a path/],
    ["a rule without a reason", { rules: [{ deny: { path: "/a" }, because: "why" }] }, /"why" does not say why/],
    ["a rule that does nothing", { rules: [{ because } as never] }, /rules\[0\]: says deny or allow, one of them/],
    [
      "an expression that is too long",
      { rules: [{ deny: { expression: "a".repeat(2049) }, because }] },
      /\.expression: has 2049 characters/,
    ],
  ];
  itRefusesAll(refusals, (tryAll) =>
    declareIn(production, (environment) => {
      const registry = new Service("registry", { environment, image, exposure: "edge" });
      const routes: EdgeArgs["routes"] = { [environment.host("registry")]: registry };
      tryAll((firewall) => new Edge("edge", { environment, routes, firewall }));
    }),
  );
});
