import assert from "node:assert/strict";
import { Bucket, type BucketArgs, type BucketLocation, type Environment } from "../../../components";
import { endpointOf, jurisdictions, locationNear } from "../../../components/data/bucket/location";
import type { Region } from "../../../contract";
import { declareIn, developer, environmentOf, ofType, one, production } from "../../support/declare";
import { itRefuses, type Refusal } from "../../support/refusals";

const bucketType = "cloudflare:index/r2Bucket:R2Bucket";
const lifecycleType = "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle";
const lockType = "cloudflare:index/r2BucketLock:R2BucketLock";
const corsType = "cloudflare:index/r2BucketCors:R2BucketCors";
const domainType = "cloudflare:index/r2CustomDomain:R2CustomDomain";

const account = developer.cloudflareAccount;

const declareBucket = (args: Omit<BucketArgs, "environment">, of = developer) =>
  declareIn(of, (environment) => new Bucket("layers", { environment, ...args }));

describe("a Bucket", () => {
  it("is named after itself and its environment, since environments of one level of trust share an account", async () => {
    const names = async (of: typeof developer) => {
      const { accountId, name } = one(await declareBucket({}, of), bucketType, "layers").inputs;
      return [accountId, name];
    };
    assert.deepEqual(await names(developer), [account, "layers-dev-ada"]);
    assert.deepEqual(await names(production), [account, "layers-production"]);
  });

  it("is where the home region is, unless a place or a jurisdiction is asked for", async () => {
    const place = async (args: Omit<BucketArgs, "environment">) => {
      const { location, jurisdiction } = one(await declareBucket(args), bucketType, "layers").inputs;
      return [location, jurisdiction];
    };
    assert.deepEqual(await place({}), ["weur", "default"]);
    assert.deepEqual(await place({ location: "oc" }), ["oc", "default"]);
    assert.deepEqual(await place({ jurisdiction: "eu" }), [undefined, "eu"]);
  });

  it("says its jurisdiction to everything that belongs to it", async () => {
    const declared = await declareBucket({
      jurisdiction: "eu",
      lock: [{ id: "keep", keepFor: "1d" }],
      cors: [{ origins: ["https://app.example.dev"], methods: ["GET"] }],
      domain: { host: "layers.ada.example.dev", because: "everyone pulls public images" },
    });
    for (const type of [bucketType, lifecycleType, lockType, corsType, domainType])
      assert.deepEqual(
        ofType(declared, type).map(({ inputs }) => inputs.jurisdiction),
        ["eu"],
        type,
      );
  });

  it("is protected as its environment is, and goes before another takes its name", async () => {
    const [ours, theirs] = [await declareBucket({}), await declareBucket({}, production)];
    assert.deepEqual(
      [ours, theirs].map((declared) => one(declared, bucketType, "layers").protect),
      [false, true],
    );
    const { replaceOnChanges, deleteBeforeReplace } = one(ours, bucketType, "layers");
    assert.deepEqual([replaceOnChanges, deleteBeforeReplace], [["jurisdiction"], true]);
  });

  it("is private: no domain is made that nobody asked for", async () => {
    const declared = await declareBucket({});
    assert.deepEqual(
      declared.filter(({ type }) => /r2(Custom|Managed)Domain/.test(type)),
      [],
    );
  });

  it("at a public host: in the environment's zone, with the reason in its outputs for review", async () => {
    const domain = { host: "layers.ada.example.dev", because: " everyone pulls public images " };
    const declared = await declareBucket({ domain });
    const { inputs } = one(declared, domainType, "layers/layers.ada.example.dev");
    assert.deepEqual(
      [inputs.domain, inputs.zoneId, inputs.enabled, inputs.minTls, inputs.bucketName],
      ["layers.ada.example.dev", developer.cloudflareZone, true, "1.2", "layers-dev-ada"],
    );
    assert.deepEqual(one(declared, "flotilla:data:Bucket", "layers").outputs, {
      publicBecause: "everyone pulls public images",
    });
  });

  it("transform: changes what it names and nothing beside it", async () => {
    const declared = await declareBucket({ transform: { bucket: { storageClass: "InfrequentAccess" } } });
    const { storageClass, name } = one(declared, bucketType, "layers").inputs;
    assert.deepEqual([storageClass, name], ["InfrequentAccess", "layers-dev-ada"]);
    assert.deepEqual(one(declared, "flotilla:data:Bucket", "layers").outputs, { transformed: ["bucket"] });
  });
});

describe("rules of a Bucket", () => {
  it("unfinished uploads: given up after a week unless said otherwise, with and without other rules", async () => {
    const age = async (args: Omit<BucketArgs, "environment">) => {
      const [first] = one(await declareBucket(args), lifecycleType, "layers/lifecycle").inputs.rules;
      assert.deepEqual([first.id, first.enabled, first.conditions], ["abort-unfinished-uploads", true, { prefix: "" }]);
      return first.abortMultipartUploadsTransition.condition;
    };
    assert.deepEqual(await age({}), { type: "Age", maxAge: 604_800 });
    const lifecycle = [{ id: "old", deleteAfter: "30d" }] as const;
    assert.deepEqual(await age({ abortUploadsAfter: "1d", lifecycle }), { type: "Age", maxAge: 86_400 });
  });

  it("lifecycle: ages in days are seconds, for keys of a prefix or all", async () => {
    const declared = await declareBucket({
      lifecycle: [
        { id: "drop", prefix: "tmp/", deleteAfter: "36h" },
        { id: "cool", infrequentAccessAfter: "30d", deleteAfter: "365d" },
      ],
    });
    const [, ...rules] = one(declared, lifecycleType, "layers/lifecycle").inputs.rules;
    const age = (days: number) => ({ condition: { type: "Age", maxAge: days * 86_400 } });
    assert.deepEqual(rules, [
      { id: "drop", enabled: true, conditions: { prefix: "tmp/" }, deleteObjectsTransition: age(1.5) },
      {
        id: "cool",
        enabled: true,
        conditions: { prefix: "" },
        deleteObjectsTransition: age(365),
        storageClassTransitions: [{ ...age(30), storageClass: "InfrequentAccess" }],
      },
    ]);
  });

  it("lock: for a time, or until the rule is taken away", async () => {
    const lock = [
      { id: "month", prefix: "audit/", keepFor: "30d" },
      { id: "ever", keepFor: "ever" },
    ] as const;
    assert.deepEqual(one(await declareBucket({ lock }), lockType, "layers/lock").inputs.rules, [
      { id: "month", enabled: true, prefix: "audit/", condition: { type: "Age", maxAgeSeconds: 2_592_000 } },
      { id: "ever", enabled: true, prefix: "", condition: { type: "Indefinite" } },
    ]);
  });

  it("cors: what is listed, and no empty list, which R2 refuses", async () => {
    const origins = ["https://app.example.dev", "https://a.example.dev:8443"] as const;
    const cors = [
      { origins, methods: ["PUT"], headers: ["content-type"], exposeHeaders: ["etag"], maxAge: "1d" },
      { origins: ["https://app.example.dev"], methods: ["GET", "HEAD"], headers: [] },
    ] as const;
    assert.deepEqual(one(await declareBucket({ cors }), corsType, "layers/cors").inputs.rules, [
      {
        allowed: { origins: [...origins], methods: ["PUT"], headers: ["content-type"] },
        exposeHeaders: ["etag"],
        maxAgeSeconds: 86_400,
      },
      { allowed: { origins: ["https://app.example.dev"], methods: ["GET", "HEAD"] }, maxAgeSeconds: 3600 },
    ]);
  });

  it("without any: no page may use it, and no lock is left from before, since its provider deletes none", async () => {
    const declared = await declareBucket({});
    assert.deepEqual(ofType(declared, corsType), []);
    assert.deepEqual(one(declared, lockType, "layers/lock").inputs.rules, []);
  });

  it("go with their bucket, and no call is made for each", async () => {
    const declared = await declareBucket({ lock: [{ id: "keep", keepFor: "1d" }] });
    for (const [type, name] of [
      [lifecycleType, "layers/lifecycle"],
      [lockType, "layers/lock"],
    ] as const) {
      const { deletedWith, dependsOn } = one(declared, type, name);
      assert.deepEqual([deletedWith, dependsOn.includes("layers")], ["layers", true]);
    }
  });
});

describe("where a bucket is", () => {
  it("near home: a place of R2 for regions of every continent, either side of the middles", () => {
    const near: Partial<Record<Region, BucketLocation>> = {
      "africa-south1": "weur",
      "asia-northeast1": "apac",
      "asia-south1": "apac",
      "australia-southeast1": "oc",
      "europe-central2": "eeur",
      "europe-north1": "eeur",
      "europe-north2": "eeur",
      "europe-west1": "weur",
      "europe-west10": "weur",
      "me-west1": "apac",
      "northamerica-northeast1": "enam",
      "northamerica-south1": "wnam",
      "southamerica-east1": "enam",
      "us-central1": "enam",
      "us-east4": "enam",
      "us-west1": "wnam",
      "us-west3": "wnam",
    };
    for (const [region, place] of Object.entries(near)) assert.equal(locationNear(region as Region), place, region);
  });

  it("endpoint: R2's own host, with the jurisdiction in it where there is one", () => {
    assert.deepEqual(
      jurisdictions.map((jurisdiction) => endpointOf("abc", jurisdiction)),
      [
        "https://abc.r2.cloudflarestorage.com",
        "https://abc.eu.r2.cloudflarestorage.com",
        "https://abc.fedramp.r2.cloudflarestorage.com",
        "https://abc.us.r2.cloudflarestorage.com",
      ],
    );
  });
});

describe("a Bucket that is given nonsense", () => {
  let environment: Environment;
  before(async () => {
    environment = await environmentOf(developer);
  });
  const host = "layers.ada.example.dev";
  const because = "everyone pulls public images";
  const page = { origins: ["https://app.example.dev"], methods: ["GET"] };
  const refusals: Refusal<BucketArgs>[] = [
    [
      "a place that is none",
      { location: "europe" },
      /^location: "europe" is not among apac, eeur, enam, oc, weur, wnam/,
    ],
    [
      "a jurisdiction that is none",
      { jurisdiction: "de" },
      /^jurisdiction: "de" is not among default, eu, fedramp, us/,
    ],
    [
      "a place and a jurisdiction",
      { location: "weur", jurisdiction: "eu" },
      "location: excludes jurisdiction eu, which is a place already; leave one of them out",
    ],
    ["a storage class that is none", { storageClass: "Cold" }, /^storageClass: "Cold" is not among Standard, Infreq/],
    ["a rotation that is none", { rotation: "daily" }, 'rotation: "daily" is not among monthly, quarterly'],
    ["to give uploads up at once", { abortUploadsAfter: "1h" }, /^abortUploadsAfter: 1h is not between 1d and 36500d/],
    ["a rule that does nothing", { lifecycle: [{ id: "a" }] }, /^lifecycle\[0\]: does nothing; give deleteAfter or/],
    [
      "to delete within hours",
      { lifecycle: [{ id: "a", deleteAfter: "23h" }] },
      "lifecycle[0].deleteAfter: 23h is not between 1d and 36500d",
    ],
    [
      "days without a unit",
      { lifecycle: [{ id: "a", infrequentAccessAfter: "30" }] },
      'lifecycle[0].infrequentAccessAfter: "30" is not a duration such as 30s or 5m',
    ],
    [
      "two rules with one id",
      { lifecycle: ["a", "a"].map((id) => ({ id, deleteAfter: "1d" })) },
      'lifecycle[1].id: "a" is the id of two rules',
    ],
    ["a rule without an id", { lock: [{ id: "", keepFor: "1d" }] }, "lock[0].id: is empty"],
    [
      "the id of the bucket's own rule",
      { lifecycle: [{ id: "abort-unfinished-uploads", deleteAfter: "1d" }] },
      "lifecycle[0].id: abort-unfinished-uploads is the bucket's own rule; see abortUploadsAfter",
    ],
    [
      "more rules than R2 takes",
      { lock: Array.from({ length: 1000 }, (_, i) => ({ id: `a${i}`, keepFor: "1d" })) },
      "lock: has 1000 rules; R2 takes 1,000, and one is the bucket's own",
    ],
    ["a lock of no time", { lock: [{ id: "a", keepFor: "0s" }] }, "lock[0].keepFor: 0s is not between 1s and 36500d"],
    ["half a second", { lock: [{ id: "a", keepFor: "1.5s" }] }, "lock[0].keepFor: 1.5s is not in whole seconds"],
    [
      "pages of everyone",
      { cors: [{ ...page, origins: ["*"] }] },
      /^cors\[0\]\.origins\[0\]: "\*" is not https, a host/,
    ],
    [
      "a page with a star in its host",
      { cors: [{ ...page, origins: ["https://*.example.dev"] }] },
      /^cors\[0\]\.origins\[0\]: "https:\/\/\*\.example\.dev" is not https, a host and no path/,
    ],
    ["a page with a path", { cors: [{ ...page, origins: ["https://a.example.dev/"] }] }, /^cors\[0\]\.origins\[0\]: /],
    ["no pages", { cors: [{ ...page, origins: [] }] }, /^cors\[0\]\.origins: is empty/],
    ["no methods", { cors: [{ ...page, methods: [] }] }, /^cors\[0\]\.methods: is empty/],
    ["every header", { cors: [{ ...page, headers: ["*"] }] }, "cors[0].headers: has a star; name the headers"],
    ["to be remembered for days", { cors: [{ ...page, maxAge: "2d" }] }, "cors[0].maxAge: 2d is not between 1s and 1d"],
    [
      "a host of somebody else",
      { domain: { host: "layers.example.org", because } },
      'domain.host: "layers.example.org" is outside ada.example.dev; make hosts with environment.host("…")',
    ],
    [
      "a host that is none",
      { domain: { host: "a_b.ada.example.dev", because } },
      'domain.host: "a_b.ada.example.dev" is not a host name',
    ],
    [
      "a public host without a reason",
      { domain: { host } },
      "domain.because: undefined does not tell a reviewer why everyone may read everything in this bucket",
    ],
    [
      "a reason that is none",
      { domain: { host, because: "   public   " } },
      /^domain\.because: " {3}public {3}" does not tell/,
    ],
    [
      "a transform of its name",
      { transform: { bucket: { name: "x" } } },
      /^transform\.bucket\.name: is what others were/,
    ],
    ["a transform of its account", { transform: { bucket: { accountId: "x" } } }, /^transform\.bucket\.accountId: /],
  ];
  itRefuses(refusals, (change) => new Bucket("layers", { environment, ...change }));
});
