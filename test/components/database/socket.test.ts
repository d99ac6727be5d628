import assert from "node:assert/strict";
import {
  Database,
  type Environment,
  Job,
  People,
  Service,
  type ServiceArgs,
  type SocketArgs,
  WorkerPool,
} from "../../../components";
import { type Declared, declareIn, developer, image, one, production } from "../../support/declare";
import { mistakesOf } from "../../support/refusals";
import { grantsIn, inTurn, poolType, serviceType, templateOf, variablesOf } from "../../support/workloads";
import { declareDatabase, images } from "./declare-database";

/** A service of an image that knows Postgres and nothing else. */
const connecting =
  (by: SocketArgs = { socket: true }, more: Partial<ServiceArgs> = {}) =>
  (catalog: Database, environment: Environment) =>
    void new Service("rest", { environment, image, ...more, can: [catalog.connect("readonly", by)] } as ServiceArgs);

const restIn = (declared: readonly Declared[], region = "europe-west1") => one(declared, serviceType, `rest/${region}`);

describe("database.connect() by a socket", () => {
  let declared: Declared[];
  before(async () => {
    declared = await declareDatabase({}, developer, connecting());
  });

  it("a proxy stands beside the container, logs in as the service, and opens the socket in a folder that both have", () => {
    const { containers, volumes } = templateOf(restIn(declared));
    const [own, proxy, ...others] = containers;
    assert.deepEqual(others, []);
    const mounted = [{ name: "shared-catalog", mountPath: "/cloudsql/catalog" }];
    assert.deepEqual(proxy, {
      name: "proxy-catalog",
      image: images.proxy,
      args: [
        "--private-ip",
        "--auto-iam-authn",
        "--lazy-refresh",
        "--max-sigterm-delay=10s",
        "--health-check",
        "--http-address=0.0.0.0",
        "--http-port=9801",
        "registry-dev-ada:europe-west1:catalog-c0ffee?unix-socket-path=/cloudsql/catalog",
      ],
      envs: [],
      volumeMounts: mounted,
      resources: { limits: { cpu: "250m", memory: "256Mi" }, cpuIdle: true },
      startupProbe: {
        httpGet: { path: "/startup", port: 9801 },
        periodSeconds: 2,
        timeoutSeconds: 2,
        failureThreshold: 120,
      },
      livenessProbe: {
        httpGet: { path: "/liveness", port: 9801 },
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 3,
      },
    });
    assert.deepEqual(volumes, [{ name: "shared-catalog", emptyDir: { medium: "MEMORY", sizeLimit: "1Mi" } }]);
    assert.deepEqual(own.volumeMounts, mounted);
  });

  it("the service's own container has the port, and starts when the proxy is there", () => {
    const [own] = templateOf(restIn(declared)).containers;
    assert.deepEqual([own.name, own.ports, own.dependsOns], ["service", { containerPort: 8080 }, ["proxy-catalog"]]);
  });

  it("gives the folder beside what a connector is given, and the same grants", async () => {
    assert.deepEqual(variablesOf(restIn(declared)), {
      CATALOG_DATABASE: "catalog",
      CATALOG_HOST: "/cloudsql/catalog",
      CATALOG_INSTANCE: "registry-dev-ada:europe-west1:catalog-c0ffee",
      CATALOG_OPTIONS: "-c default_transaction_read_only=on",
      CATALOG_USER: "run-rest@project.iam",
    });
    const byConnector = await declareDatabase({}, developer, (catalog, environment) => {
      new Service("rest", { environment, image, can: [catalog.connect("readonly")] });
    });
    assert.deepEqual(grantsIn(declared), grantsIn(byConnector));
  });

  it("gives the parts of the connection by the names that the image knows, options where the level has some", async () => {
    const variables = { PGHOST: "host", PGUSER: "user", PGDATABASE: "database", PGOPTIONS: "options" } as const;
    const given = await inTurn(["owner", "readwrite"] as const, async (level) => {
      const made = await declareDatabase({}, developer, (catalog, environment) => {
        const can = [catalog.connect(level, { socket: true, variables }).as("DB")];
        new Service("rest", { environment, image, can });
      });
      const { DB_INSTANCE: _, ...others } = variablesOf(restIn(made));
      return others;
    });
    const both = {
      DB_DATABASE: "catalog",
      DB_HOST: "/cloudsql/catalog",
      DB_USER: "run-rest@project.iam",
      PGDATABASE: "catalog",
      PGHOST: "/cloudsql/catalog",
      PGUSER: "run-rest@project.iam",
    };
    const options = "-c role=catalog_owner";
    assert.deepEqual(given, [{ ...both, DB_OPTIONS: options, PGOPTIONS: options }, both]);
  });

  it("a worker pool has it as a service does, in whichever region", async () => {
    const made = await declareDatabase({ replicas: ["us-east4"] }, production, (catalog, environment) => {
      const can = [catalog.connect("readonly", { socket: true })];
      new WorkerPool("tidy", { environment, image, instances: { "us-east4": 1 }, can });
    });
    const { containers, volumes } = templateOf(one(made, poolType, "tidy/us-east4"));
    const [own, proxy] = containers;
    assert.deepEqual([own.name, own.dependsOns], ["worker", ["proxy-catalog"]]);
    assert.deepEqual(own.volumeMounts, proxy.volumeMounts);
    assert.equal(volumes[0].name, own.volumeMounts[0].name);
    assert.deepEqual(proxy.resources, { limits: { cpu: "250m", memory: "256Mi" } });
    assert.match(proxy.args.at(-1), /^registry-prod:us-east4:catalog-us-east4-c0ffee\?/);
  });

  it("a proxy goes to the copy that is nearest, and the folder is called the same everywhere", async () => {
    const made = await declareDatabase({ replicas: ["us-east4"] }, production, connecting());
    const told = production.regions.map((region) => [
      templateOf(restIn(made, region)).containers[1].args.at(-1).split("?")[0],
      variablesOf(restIn(made, region)).CATALOG_HOST,
    ]);
    const primary = "registry-prod:europe-west1:catalog-c0ffee";
    const copy = "registry-prod:us-east4:catalog-us-east4-c0ffee";
    assert.deepEqual(
      told,
      [primary, copy, primary].map((instance) => [instance, "/cloudsql/catalog"]),
    );
  });

  it("two databases: each has a proxy, a port and a folder of its own", async () => {
    const made = await declareIn(developer, (environment) => {
      const can = ["catalog", "audit"].map((name) =>
        new Database(name, { environment, images }).connect("readonly", { socket: true }),
      );
      new Service("rest", { environment, image, can });
    });
    const { containers, volumes } = templateOf(restIn(made));
    const [own, ...proxies] = containers;
    assert.deepEqual(own.dependsOns, ["proxy-audit", "proxy-catalog"]);
    assert.deepEqual(
      proxies.map((proxy: typeof own) => [
        proxy.name,
        proxy.startupProbe.httpGet.port,
        proxy.volumeMounts[0].mountPath,
      ]),
      [
        ["proxy-audit", 9802, "/cloudsql/audit"],
        ["proxy-catalog", 9801, "/cloudsql/catalog"],
      ],
    );
    assert.deepEqual(
      volumes.map(({ name }: { name: string }) => name),
      ["shared-catalog", "shared-audit"],
    );
    assert.deepEqual(
      own.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath),
      ["/cloudsql/catalog", "/cloudsql/audit"],
    );
  });

  it("stands beside what else there is: sidecars, telemetry, folders in memory", async () => {
    const made = await declareDatabase(
      {},
      developer,
      connecting(undefined, {
        sidecars: { agent: { image: "agent:1" } },
        telemetry: "otelcol:1",
        scratch: { "/cache": "64Mi" },
      }),
    );
    const { containers, volumes } = templateOf(restIn(made));
    assert.deepEqual(
      containers.map(({ name }: { name: string }) => name),
      ["service", "agent", "collector", "proxy-catalog"],
    );
    assert.deepEqual(containers[0].dependsOns, ["collector", "proxy-catalog"]);
    assert.deepEqual(
      volumes.map(({ name }: { name: string }) => name),
      ["shared-catalog", "scratch-1"],
    );
  });

  it("a part of a core is enough, and the proxy may be given more", async () => {
    const cpu = { cpu: "500m", memory: "256Mi" } as const;
    const made = await declareDatabase({}, developer, connecting({ socket: { memory: "512Mi" } }, cpu));
    const { containers, executionEnvironment } = templateOf(restIn(made));
    assert.deepEqual(containers[1].resources.limits, { cpu: "250m", memory: "512Mi" });
    assert.equal(executionEnvironment, "EXECUTION_ENVIRONMENT_GEN1");
  });

  it("a long name is shortened where it calls a container", async () => {
    const name = "a".repeat(64);
    const made = await declareIn(developer, (environment) => {
      connecting()(new Database(name, { environment, images, databases: ["images"] }), environment);
    });
    const [own, proxy] = templateOf(restIn(made)).containers;
    assert.match(proxy.name, /^proxy-[0-9a-f]{16}$/);
    assert.deepEqual(own.dependsOns, [proxy.name]);
    assert.equal(own.volumeMounts[0].mountPath, `/cloudsql/${name}`);
  });

  it("a native service has it where one instance answers all of its regions, and is refused where copies do", async () => {
    const native = connecting(undefined, { routing: "native" });
    const args = { replicas: ["us-east4"] } as const;
    const made = await declareDatabase({}, production, native);
    assert.match(templateOf(one(made, serviceType, "rest/global")).containers[1].args.at(-1), /^registry-prod:europe/);
    await declareDatabase(args, production, (catalog, environment) => {
      assert.match(
        mistakesOf(() => native(catalog, environment)).join(),
        /is answered by the nearest copy, in europe-/,
      );
    });
  });
});

describe("database.connect() by a socket that cannot be", () => {
  type Case = [title: string, make: (catalog: Database, environment: Environment) => void, mistakes: string[]];
  const by = { socket: true } as const;
  const needless = "readonly" as const;
  const cases: Case[] = [
    [
      "a job, which would never end",
      (catalog, environment) => new Job("tidy", { environment, image, can: [catalog.connect("owner", by) as never] }),
      [
        "can[0]: connect database catalog: its socket is opened by a proxy beside the container, which would keep the job from " +
          "ever ending; connect without socket, by a connector in the image, or do the work in a service or a worker pool",
      ],
    ],
    [
      "people",
      (catalog, environment) => {
        const group = "group:support@example.dev";
        return new People("support", { environment, group, can: [catalog.connect(needless, by) as never] });
      },
      [
        "can[0]: connect database catalog: a login made here is one of a service account, and a group logs in as another type of user",
      ],
    ],
    [
      "a sidecar of the proxy's name",
      connecting(by, { sidecars: { "proxy-catalog": { image: "other:1" } } }),
      [
        "sidecars.proxy-catalog: is what the container is called that can[0], database catalog, brings; name it otherwise",
      ],
    ],
    [
      "the proxy's port, of the service's own and of a sidecar",
      connecting(by, { port: 9801, sidecars: { agent: { image: "agent:1", probes: { port: 9801 } } } }),
      [
        "port: 9801 is the port of the container that can[0], database catalog, brings; take another",
        "sidecars.agent.probes.port: 9801 is the port of the container that can[0], database catalog, brings; take another",
      ],
    ],
    [
      "the proxy's port, of a worker",
      (catalog, environment) =>
        new WorkerPool("tidy", {
          environment,
          image,
          instances: 1,
          probes: { port: 9801 },
          can: [catalog.connect(needless, by)],
        }),
      ["probes.port: 9801 is the port of the container that can[0], database catalog, brings; take another"],
    ],
    [
      "a folder around the socket's",
      connecting(by, { scratch: { "/cloudsql": "64Mi" } }),
      ['scratch["/cloudsql"]: /cloudsql is around /cloudsql/catalog of can[0]; mount it beside that'],
    ],
    [
      "more memory than the cores of a service have room for, with the proxy's",
      connecting({ socket: { memory: "1Gi" } }, { memory: "4Gi" }),
      ["memory: 4Gi + 1Gi of all containers is not between 512Mi and 4Gi, for 1.25 cores"],
    ],
    [
      "more memory than the cores of a worker have room for, with the proxy's",
      (catalog, environment) =>
        new WorkerPool("tidy", {
          environment,
          image,
          memory: "4Gi",
          instances: 1,
          can: [catalog.connect(needless, by)],
        }),
      ["memory: 4Gi + 256Mi of all containers is not between 512Mi and 4Gi, for 1.25 cores"],
    ],
    [
      "variables that something else gives",
      connecting({ ...by, variables: { PGHOST: "host" } }, { variables: { PGHOST: "localhost" } }),
      ["can[0]: PGHOST is given by variables.PGHOST already; name it otherwise"],
    ],
    [
      "the same database twice, by a connector and by a socket",
      (catalog, environment) => {
        const can = [catalog.connect("readonly"), catalog.connect("readonly", by).as("OTHER")];
        return new Service("rest", { environment, image, can });
      },
      ["can[1]: repeats can[0], connect database catalog; list it once"],
    ],
    [
      "no socket, and sizes that are none",
      (catalog) => catalog.connect("readonly", { socket: false } as never),
      ["connect.socket: false is neither true nor a size; say true"],
    ],
    [
      "sizes that are none",
      (catalog) => catalog.connect("readonly", { socket: { cpu: "10m", memory: "much" } } as never),
      [
        'connect.socket.cpu: 10m is not among 1, 2, 4, 6, 8, nor a part of a core from "80m" to "999m"',
        'connect.socket.memory: "much" is not a size such as 512Mi',
      ],
    ],
    [
      "a part that a connection has not",
      (catalog) => catalog.connect("readonly", { ...by, variables: { PGPASSWORD: "password" } } as never),
      ['connect.variables.PGPASSWORD: "password" is not among host, user, database, options'],
    ],
    [
      "the one database, where a list names them",
      (catalog) => catalog.connect({ catalog: "readonly" }, { ...by, variables: { PGDATABASE: "database" } }),
      [
        'connect.variables.PGDATABASE: "database" is that of one database, and connect names them by a list; connect("…") to the first, or leave it out',
      ],
    ],
  ];
  for (const [title, make, mistakes] of cases)
    it(`refuses ${title}`, async () => {
      await declareDatabase({}, developer, (catalog, environment) => {
        assert.deepEqual(
          mistakesOf(() => make(catalog, environment)),
          mistakes,
        );
      });
    });

  it("refuses a database whose socket's path would be longer than such a path may be", async () => {
    const sayable = "a".repeat(83);
    await declareIn(developer, (environment) => {
      const databases = ["images"] as const;
      const connect = (name: string) => () =>
        new Database(name, { environment, images, databases }).connect("readonly", by);
      assert.deepEqual(mistakesOf(connect(sayable)), []);
      assert.match(
        mistakesOf(connect(`${sayable}a`)).join(),
        /has 108 characters, and a socket's path has 107 at the most/,
      );
    });
  });
});
