/** Every capability that the Terraform modules were found to have or to lack, and what became of it here. In their order. */
import type { Proof, Section } from "./capability";

const service = (title: string): Proof => ["test/components/service.test.ts", title];
const edge = (title: string): Proof => ["test/components/edge.test.ts", title];
const environment = (title: string): Proof => ["test/components/environment.test.ts", title];
const change = (title: string): Proof => ["test/changes/changes.ts", title];
const lifecycle = (title: string): Proof => ["test/stacks/lifecycle.test.ts", title];
const trigger = (title: string): Proof => ["test/components/events/trigger.test.ts", title];
const recorder = (title: string): Proof => ["test/components/events/recorder.test.ts", title];
const instance = (title: string): Proof => ["test/components/database/instance.test.ts", title];

export const sections: readonly Section[] = [
  {
    title: "Environments",
    rows: [
      {
        what: "an environment for each developer, as a kind of its own",
        there: "no",
        here: "yes",
        how: "the same program as staging and production, with another config",
        where: ["components/environment.ts", "Pulumi.dev-ada.yaml"],
        proof: [lifecycle("comes up, with what applications read in the outputs")],
      },
      {
        what: "protection, sizes and alerts follow from one setting",
        there: "no",
        here: "yes",
        how: "`kind`; one table holds every difference",
        where: ["components/kinds.ts"],
        proof: [
          service("is protected from deletion as its environment is"),
          instance("is as large as its kind of environment says, or as it is asked for"),
        ],
      },
      {
        what: "a developer's environment is taken down by one command",
        there: "no",
        here: "yes",
        how: "what cannot go quickly stays, costs next to nothing, and is found again",
        where: ["components/foundation", "docs/environments.md"],
        proof: [
          lifecycle("leaves the protected foundation alone, and says so"),
          lifecycle("then up again: all else is made anew, the foundation untouched"),
        ],
      },
      {
        what: "a project is prepared, its APIs enabled",
        there: "partly",
        here: "partly",
        how: "the APIs are enabled; a project, its billing and the bucket of its state are made beforehand",
        where: ["components/foundation/apis.ts"],
        proof: [
          environment("is protected, all of it"),
          lifecycle("comes up, with what applications read in the outputs"),
        ],
      },
      {
        what: "a bucket for the state, and an alarm when a person reads it",
        there: "no",
        here: "not yet",
        how: "where the state is kept is said to Pulumi; nothing here makes or watches it",
      },
      {
        what: "an idle developer's environment costs nothing",
        there: "partly",
        here: "partly",
        how: "a few dollars a month, for what cannot be scaled to nothing; the database sleeps, and there is no load balancer",
        where: ["components/kinds.ts", "components/data/database/sleep.ts", "review"],
        proof: [
          ["test/stacks/cost.test.ts", "dev-ada: below 5 dollars, without any free tier, since its database sleeps"],
        ],
      },
      {
        what: "developers' environments that nobody uses are cleaned up",
        there: "no",
        here: "left out",
        how: "an idle one costs so little that deleting somebody's data by age is the worse trade",
      },
      {
        what: "everything tells by labels whose it is",
        there: "partly",
        here: "yes",
        how: "the providers put them on whatever takes labels, so that no component can forget",
        where: ["components/environment.ts"],
        proof: [environment("makes the providers, and the default ones have no part in it")],
      },
      {
        what: "what it costs, before it is deployed",
        there: "no",
        here: "yes",
        how: "`flotilla cost`, of a preview too",
        where: ["review", "cli/commands/cost.ts"],
        proof: [
          ["test/stacks/cost.test.ts", "dev-ada, before it is up: a preview costs the same"],
          ["test/cli/cost.test.ts", "before an up: says what to run, and a preview of it can be read"],
        ],
      },
    ],
  },
  {
    title: "Fleets of services",
    rows: [
      {
        what: "one service in any number of regions",
        there: "yes",
        here: "yes",
        how: '`Service`; a region more or less touches no other. With `routing: "native"` it is one of Cloud Run\'s own services of several regions',
        where: ["components/run/service.ts", "components/run/routing.ts"],
        proof: [
          service("runs in every region of its environment, under one name and in the region's own subnet"),
          change("add a region"),
          [
            "test/components/native-service.test.ts",
            "is one service for all regions, which are named in an order of their own",
          ],
          change("add a region to native services"),
        ],
      },
      {
        what: "variables, way out and CPU of its own in each region",
        there: "yes",
        here: "partly",
        how: "variables by `perRegion`, beside the addresses that are nearest to each region; the way out and the cores are the same everywhere, so that any region can stand in for another",
        where: ["components/run/per-region.ts", "components/run/call.ts"],
        proof: [
          service("perRegion: is otherwise in that region alone, and the rest is as everywhere"),
          service("gives the address nearest to each region of the caller"),
        ],
      },
      {
        what: "size or image of its own in each region",
        there: "no",
        here: "partly",
        how: "image and instances by `perRegion`, instances of a worker pool; cores and memory are the same everywhere",
        where: ["components/run/per-region.ts", "components/run/worker-pool.ts"],
        proof: [
          service("perRegion: takes of each region's budget what it may reach there"),
          [
            "test/components/worker-pool.test.ts",
            "runs in the regions that are named alone, in each as many as it says",
          ],
        ],
      },
      {
        what: "never the default account",
        there: "yes",
        here: "yes",
        how: "an account is born with each workload and no argument takes another; a policy judges what else there is",
        where: ["components/iam/identity.ts", "policy/identity/own-service-account.ts"],
        proof: [
          service("has an account of its own, which may observe itself and do nothing else"),
          [
            "test/policy/fallbacks.test.ts",
            "complete: every account that may be left out is in the table or has its reason not to be",
          ],
        ],
      },
      {
        what: "no account that two workloads share",
        there: "no",
        here: "yes",
        how: "by construction, and by a policy",
        where: ["components/iam/identity.ts", "policy/identity/no-shared-account.ts"],
        proof: [
          ["test/components/names.test.ts", "may be shared by things of different types: each has its own account"],
          ["policy/identity/no-shared-account.cases.ts", "shares one between two services"],
        ],
      },
      {
        what: "no rights but those that are asked for",
        there: "yes",
        here: "yes",
        how: "`can` is the only source; to write its own metrics and traces is one role of the environment's own",
        where: ["components/iam/capability.ts", "components/foundation/index.ts"],
        proof: [service("has an account of its own, which may observe itself and do nothing else")],
      },
      {
        what: "internal unless said otherwise",
        there: "yes",
        here: "yes",
        how: "`exposure` is `internal` by default",
        where: ["components/run/exposure.ts"],
        proof: [service("is internal unless said otherwise: inside the network only, and IAM is asked")],
      },
      {
        what: "public only when said in so many words",
        there: "no",
        here: "yes",
        how: '`Anyone.because("…")`, whose reason is recorded',
        where: ["components/run/exposure.ts", "policy/run/run-ingress-not-public-by-accident.ts"],
        proof: [service("open to anyone: only with a reason, which is recorded")],
      },
      {
        what: "out through the network",
        there: "yes",
        here: "yes",
        how: "all of it, and the network leads to Google's APIs only, unless `egress` is `internet`",
        where: ["components/run/egress.ts", "components/foundation/network.ts"],
        proof: [
          service("egress: private, but where it may reach a bucket outside, unless said otherwise"),
          environment(
            "answers run.app inside the network with Google's private addresses, and leaves no other way out",
          ),
          change("let a service reach the internet"),
        ],
      },
      {
        what: "images built from source and signed",
        there: "yes",
        here: "partly",
        how: "a program that describes an environment builds nothing: an image is built once and one digest promoted. Who may sign it is a `Workflow` that can `attest()`; the signing is a step of that workflow's own",
        where: ["components/admission/attestor.ts", "docs/images.md"],
        proof: [
          [
            "test/components/admission.test.ts",
            "attest: signs with its key, attaches to its note, and keeps what it made in the project, all alone",
          ],
        ],
      },
      {
        what: "images by digest",
        there: "partly",
        here: "yes",
        how: "demanded outside developers' environments; `flotilla images set` writes a new one into the config",
        where: ["components/run/container.ts", "policy/run/image-by-digest.ts", "cli/commands/images"],
        proof: [
          service("an image by tag in production"),
          ["policy/run/image-by-digest.cases.ts", "has a tag on a job"],
          ["test/cli/images.test.ts", "a later one changes its own line alone, comments and order kept"],
        ],
      },
      {
        what: "signatures verified when it is deployed",
        there: "no",
        here: "yes",
        how: "the environment's `admission`: every service, job and worker pool asks its project's Binary Authorization policy, which requires attestations by named keys, or certain repositories. None unless it is asked for; tried on the local cloud, which knows no attestations",
        where: [
          "components/admission/admission.ts",
          "policy/run/image-policy-asked.ts",
          "policy/run/run-no-breakglass.ts",
          "docs/images.md",
        ],
        proof: [
          [
            "test/components/admission.test.ts",
            "has every service, job and worker pool ask the project's policy, which is there before them",
          ],
          [
            "test/components/admission.test.ts",
            "trusts what its key signs, by the name that gcloud gives the key, and has its note read",
          ],
          [
            "test/stacks/admission.test.ts",
            "kept: an image from elsewhere is refused as it is deployed, in the cloud's words",
          ],
        ],
      },
      {
        what: "any language, and not Go alone",
        there: "no",
        here: "yes",
        how: "an image is all that a workload asks for",
        where: ["components/run/container.ts", "apps/build.ts"],
        proof: [["test/apps/serving.test.ts", "probes: live while it listens, ready once it can answer"]],
      },
      {
        what: "metrics by OpenTelemetry, from a sidecar",
        there: "yes",
        here: "yes",
        how: "`telemetry`: a collector, its configuration, and the variables by which an SDK finds it",
        where: ["components/run/telemetry.ts", "docs/services.md"],
        proof: [
          service(
            "telemetry: a collector that listens inside alone and is ready first; the service finds it by the usual variables",
          ),
        ],
      },
      {
        what: "traces and profiles",
        there: "yes",
        here: "partly",
        how: "every workload may write traces, the collector sends them on, and the applications pass them along; no profiles",
        where: ["components/foundation/index.ts", "components/run/telemetry.ts", "apps/serving/trace.ts"],
        proof: [
          ["test/apps/serving.test.ts", "identity: an ID token for the callee, and the trace, go along"],
          service(
            "telemetry: a collector that listens inside alone and is ready first; the service finds it by the usual variables",
          ),
        ],
      },
      {
        what: "probes",
        there: "yes",
        here: "yes",
        how: "of startup and of life, by port, HTTP or gRPC, with a default that lets a slow start be slow",
        where: ["components/run/probes.ts"],
        proof: [service("probes: a port by default, with many short tries; HTTP and gRPC on request")],
      },
      {
        what: "the order in which sidecars start",
        there: "no",
        here: "partly",
        how: "the service's own container waits for those that have probes; they do not wait for each other",
        where: ["components/run/sidecars.ts"],
        proof: [
          service(
            "sidecars: stand behind its own container, without a port, with variables of theirs and nothing it was granted",
          ),
        ],
      },
      {
        what: "volumes: buckets, NFS, secrets, sockets of Cloud SQL, memory",
        there: "yes",
        here: "partly",
        how:
          "buckets of Cloud Storage, secrets as files, folders in memory (`scratch`), a database's socket by a proxy that comes " +
          "along, since Cloud Run's own logs nobody in without a password; no NFS",
        where: [
          "components/data/files.ts",
          "components/run/scratch.ts",
          "components/data/secret.ts",
          "components/data/database/socket.ts",
          "docs/data.md",
        ],
        proof: [
          [
            "test/components/files.test.ts",
            "read: the folder is there, to read alone, under a right on this bucket alone, before a revision",
          ],
          [
            "test/components/files.test.ts",
            "jobs and worker pools have it as services do, beside secrets and folders in memory",
          ],
          [
            "test/components/database/socket.test.ts",
            "a proxy stands beside the container, logs in as the service, and opens the socket in a folder that both have",
          ],
          change("give a service the socket of a database"),
          change("give a service a folder of a bucket"),
          service("scratch: folders in memory, each with its most"),
          ["test/components/job.test.ts", "reads a secret as a variable or from a file, at its version"],
        ],
      },
      {
        what: "canaries and the way back",
        there: "no",
        here: "yes",
        how: "`release` and `traffic`, by named revisions",
        where: ["components/run/release.ts", "docs/regions.md"],
        proof: [change("begin a canary"), change("break a canary off"), change("roll back what all had")],
      },
      {
        what: "an image goes out region by region",
        there: "no",
        here: "yes",
        how: "`perRegion` gives one region a new image before the others; `traffic` limits how many requests meet it",
        where: ["components/run/per-region.ts", "docs/regions.md"],
        proof: [change("try an image in one region")],
      },
      {
        what: "exactly one container takes requests",
        there: "partly",
        here: "yes",
        how: "a sidecar has no argument for a port; the local cloud refuses what a transform makes of it",
        where: ["components/run/sidecars.ts", "local/cloud/cloudrunv2/one-port.rule.ts"],
        proof: [
          service(
            "sidecars: stand behind its own container, without a port, with variables of theirs and nothing it was granted",
          ),
        ],
      },
      {
        what: "CPU and memory that go together, before it is deployed",
        there: "partly",
        here: "yes",
        how: "cores are a type, and memory is checked by one table, which the local cloud has too",
        where: ["contract/instances.ts", "components/run/size.ts"],
        proof: [
          ["test/contract/instances.test.ts", "memory: as the pages on cores and memory have it"],
          service("too little memory for its cores"),
        ],
      },
      {
        what: "names that fit",
        there: "partly",
        here: "yes",
        how: "one table of every type's rules; what is too long ends in a hash of all of it",
        where: ["components/naming"],
        proof: [
          ["test/components/naming.test.ts", "is legal for any owner and any service"],
          [
            "test/components/naming.test.ts",
            "length: what does not fit ends in a hash of all of it; what looks like that gets one too",
          ],
        ],
      },
    ],
  },
  {
    title: "Calls between services",
    rows: [
      {
        what: "an address is had by being granted the call alone",
        there: "partly",
        here: "yes",
        how: "no field tells one, and a policy finds one that was written by hand",
        where: ["components/run/call.ts", "policy/run/no-walk-around.ts"],
        proof: [
          service("grants the caller run.invoker on the callee in each of its regions, under the caller"),
          [
            "test/policy/environments.test.ts",
            "an address in a service's plain variables: is refused in a preview, when everything is yet to be made, and in an update",
          ],
        ],
      },
      {
        what: "grants and addresses for each region",
        there: "yes",
        here: "yes",
        how: "by `call()`, without a loop",
        where: ["components/run/call.ts"],
        proof: [service("gives the address nearest to each region of the caller")],
      },
      {
        what: "audiences of one's own",
        there: "partly",
        here: "yes",
        how: "`audiences` of an internal service, which no other has; a call or a push goes by the address, and a policy judges what others made",
        where: [
          "components/run/audiences.ts",
          "components/events/trigger.ts",
          "components/run/schedule.ts",
          "policy/run/run-audience-own.ts",
        ],
        proof: [
          service("audiences: are its own"),
          [
            "test/components/cron.test.ts",
            "shows an identity token for that address alone, and may call that service in its regions",
          ],
          ["policy/run/run-audience-own.cases.ts", "is two that were copied"],
        ],
      },
      {
        what: "who calls whom can be reviewed",
        there: "no",
        here: "partly",
        how: "grants stand in the tree under the caller, and `flotilla callers` tells who from outside may do what, and what a change lets in; there is no picture of the calls inside",
        where: ["components/callers", "review", "docs/callers.md"],
        proof: [
          ["test/cli/callers.test.ts", "prints what a change lets in and shuts out, as text and as JSON"],
          ["test/review/callers.test.ts", "changes: who is new, who is gone, and who may do more"],
        ],
      },
      {
        what: "what is called exists",
        there: "no",
        here: "yes",
        how: "a capability is made by the thing itself; a service that is named first must be built",
        where: ["components/iam/capability.ts", "components/run/later.ts"],
        proof: [
          ["test/stacks/components.test.ts", "a service that is named and never built: the program fails, naming it"],
        ],
      },
      {
        what: "calls stay inside the network",
        there: "yes",
        here: "yes",
        how: "`run.app` is answered with Google's private addresses",
        where: ["components/foundation/network.ts"],
        proof: [
          environment(
            "answers run.app inside the network with Google's private addresses, and leaves no other way out",
          ),
        ],
      },
      {
        what: "private calls between networks and projects",
        there: "yes",
        here: "partly",
        how: "a workload of another project is granted what it can, with a reason; the way into the network is for its own side to make",
        where: ["components/callers/foreign-workload.ts", "docs/callers.md"],
        proof: [
          [
            "test/components/callers.test.ts",
            "publish: its account may, it is told the topic, and the reason is recorded",
          ],
        ],
      },
      {
        what: "who may run a job",
        there: "partly",
        here: "yes",
        how: "`job.run()`, for workloads, people and a `Cron`",
        where: ["components/run/job.ts"],
        proof: [
          [
            "test/components/job.test.ts",
            "grants run.invoker on that job alone, beside the caller, and gives its name for the API",
          ],
          ["test/components/cron.test.ts", "is an account of its own, which may run that job and nothing else"],
        ],
      },
    ],
  },
  {
    title: "The edge",
    rows: [
      {
        what: "one global load balancer over all regions",
        there: "yes",
        here: "yes",
        how: "`Edge`; with pages in place of errors where a host asks for them, in the only bucket that may be public",
        where: ["components/edge", "policy/storage/public-pages-alone.ts"],
        proof: [
          edge(
            "puts an endpoint group in each region behind one backend of the managed scheme, with firewall and logs",
          ),
          change("switch error pages on"),
          ["policy/storage/public-pages-alone.cases.ts", "lets a workload write into it"],
        ],
      },
      {
        what: "IPv6",
        there: "yes",
        here: "yes",
        how: "always",
        where: ["components/edge/edge.ts"],
        proof: [edge("listens on IPv4 and IPv6, with HTTPS of TLS 1.2 and later, and redirects plain HTTP")],
      },
      {
        what: "managed certificates",
        there: "yes",
        here: "yes",
        how: "proven by DNS, so that each is asked for before any traffic; one made anew takes over once it is issued",
        where: ["components/edge/certificates.ts", "components/edge/issued.ts"],
        proof: [
          edge("has a certificate per host, proven by DNS before it is asked for, in place before DNS sends anyone"),
          change("rotate a certificate"),
          [
            "test/components/edge-certificates.test.ts",
            "is waited for: the former one serves on until the new one is issued",
          ],
        ],
      },
      {
        what: "wildcard certificates, in a map",
        there: "partly",
        here: "yes",
        how: "all stand in a map, which has no limit of fifteen; a domain and its wildcard share a proof",
        where: ["components/edge/certificates.ts", "docs/edge.md"],
        proof: [
          [
            "test/components/edge-routes.test.ts",
            "proves its certificates and is found there, by wildcard and domain as well",
          ],
        ],
      },
      {
        what: "DNS records",
        there: "yes",
        here: "yes",
        how: "in Cloudflare or Cloud DNS, made last; of a host that is retired first, gone while all still answers",
        where: ["components/edge/dns.ts", "components/edge/args.ts"],
        proof: [change("add a host"), change("retire a host"), change("remove a host that is retired")],
      },
      {
        what: "modern TLS",
        there: "yes",
        here: "yes",
        how: "1.2 and later, of the profile MODERN; which key exchanges that has is Google's choice",
        where: ["components/edge/listeners.ts", "policy/edge/edge-modern-tls.ts"],
        proof: [
          edge("listens on IPv4 and IPv6, with HTTPS of TLS 1.2 and later, and redirects plain HTTP"),
          ["policy/edge/edge-modern-tls.cases.ts", "allows TLS 1.1"],
        ],
      },
      {
        what: "plain HTTP is redirected",
        there: "no",
        here: "yes",
        how: "with 308, which keeps method and body",
        where: ["components/edge/listeners.ts"],
        proof: [edge("listens on IPv4 and IPv6, with HTTPS of TLS 1.2 and later, and redirects plain HTTP")],
      },
      {
        what: "a firewall for applications, and a limit on how often one may ask",
        there: "partly",
        here: "yes",
        how: "own rules, Google's rule sets and rate limits, each enforced or in preview, with defaults",
        where: ["components/edge/firewall", "docs/edge.md"],
        proof: [
          [
            "test/components/edge-firewall.test.ts",
            "asks own rules first, then Google's, then the rate limits, and lets in who is left",
          ],
          change("slow down who asks too often"),
        ],
      },
      {
        what: "the identity proxy",
        there: "yes",
        here: "yes",
        how: "before a service at the load balancer, for groups; in developers' environments for the environment's visitors",
        where: ["components/edge/iap.ts", "components/run/direct.ts"],
        proof: [
          [
            "test/components/edge-options.test.ts",
            "stands before one service, lets groups pass, and has no OAuth client of one's own",
          ],
          service("at the edge of a developer: behind the identity proxy, which lets the visitors in and no one else"),
        ],
      },
      {
        what: "a CDN",
        there: "no",
        here: "yes",
        how: "for a service that asks for it",
        where: ["components/edge/cdn.ts"],
        proof: [
          [
            "test/components/edge-options.test.ts",
            "keeps of one service what that service allows, told apart by host, path and query",
          ],
        ],
      },
      {
        what: "logs of the load balancer",
        there: "no",
        here: "yes",
        how: "of a share of the requests: all, in production a tenth, or `requestLogs`; never of none",
        where: ["components/edge/backends.ts", "components/kinds.ts", "policy/edge/edge-requests-logged.ts"],
        proof: [
          [
            "test/components/edge-options.test.ts",
            "are of every request in staging, of a tenth in production, and of as many as it is told",
          ],
          change("log other requests"),
        ],
      },
      {
        what: "a region is drained",
        there: "yes",
        here: "yes",
        how: "`servingRegions`; callers and triggers go elsewhere, too",
        where: ["docs/regions.md", "components/run/call.ts"],
        proof: [
          change("drain a region"),
          edge("sends nobody to a drained region, whose endpoint group stays for the day it serves again"),
        ],
      },
      {
        what: "a host that nobody knows leads nowhere",
        there: "no",
        here: "yes",
        how: "404",
        where: ["components/edge/url-map.ts", "policy/edge/edge-unknown-host-refused.ts"],
        proof: [edge("routes hosts and paths to their services, and answers 404 for the rest")],
      },
      {
        what: "two hosts for one service",
        there: "no",
        here: "yes",
        how: "name it twice in `routes`",
        where: ["components/edge/routes.ts"],
        proof: [edge("two hosts of one service share its backend")],
      },
      {
        what: "paths to different services",
        there: "no",
        here: "yes",
        how: "a route is a host, or a host and a path; by share, header and query too",
        where: ["components/edge/routes.ts"],
        proof: [
          [
            "test/components/edge-routes.test.ts",
            "several hosts and paths lead to several services, the longest path first, and nobody answers for the rest",
          ],
          change("send a path of a host to another service"),
        ],
      },
    ],
  },
  {
    title: "Data",
    rows: [
      {
        what: "Cloud SQL without a public address",
        there: "yes",
        here: "yes",
        how: "`Database`",
        where: ["components/data/database", "docs/data.md"],
        proof: [instance("is private, encrypted, and reached through a connector alone")],
      },
      {
        what: "logins by IAM",
        there: "partly",
        here: "yes",
        how: "`connect()` makes the login, and its rights inside Postgres",
        where: ["components/data/database/connect.ts", "components/data/database/roles.sql"],
        proof: [
          ["test/components/database/connect.test.ts", "grants client and instanceUser on this instance alone"],
          ["test/components/database/levels.test.ts", "no level, no connection"],
        ],
      },
      {
        what: "a second machine, recovery to a moment, backups",
        there: "yes",
        here: "yes",
        how: "by kind of environment; `copyOf` restores beside what was damaged",
        where: ["components/data/database/settings.ts"],
        proof: [
          instance("has backups and a second machine as its kind of environment says"),
          [
            "test/stacks/data.test.ts",
            "restore, first: a copy of that moment is made beside it, and nothing else is touched",
          ],
        ],
      },
      {
        what: "replicas to read from",
        there: "yes",
        here: "yes",
        how: "`replicas`; who only reads is answered by the nearest",
        where: ["components/data/database/database.ts"],
        proof: [
          instance("are copies of the primary, one in each region that is listed, sized and protected as it is"),
          [
            "test/components/database/connect.test.ts",
            "who only reads is answered by the nearest copy, who writes by the primary",
          ],
        ],
      },
      {
        what: "data encrypted with one's own key",
        there: "partly",
        here: "left out",
        how: "Google's keys encrypt it at rest; what needs more is encrypted by the application with an `EncryptionKey`",
      },
      {
        what: "private addresses for managed services",
        there: "no",
        here: "yes",
        how: "the peering is a part of the foundation, and a database waits for it",
        where: ["components/foundation/network.ts"],
        proof: [instance("is private, encrypted, and reached through a connector alone")],
      },
      {
        what: "a developer's database is small",
        there: "no",
        here: "yes",
        how: "a shared core, asleep at night",
        where: ["components/kinds.ts", "components/data/database/sleep.ts"],
        proof: [
          instance("is as large as its kind of environment says, or as it is asked for"),
          [
            "test/components/database/sleep.test.ts",
            "goes to sleep every evening, by a call that changes its activation policy and nothing else",
          ],
        ],
      },
      {
        what: "keys to sign and encrypt with, each right alone",
        there: "no",
        here: "yes",
        how: "`SigningKey` and `EncryptionKey`",
        where: ["components/data/keys"],
        proof: [
          [
            "test/components/signing-key.test.ts",
            "sign(): grants signer on this key alone; verify(): grants nothing at all",
          ],
          [
            "test/components/encryption-key.test.ts",
            "encrypt() and decrypt(): one right each, on this key alone, and its name for the API",
          ],
        ],
      },
      {
        what: "a secret for those who may read it",
        there: "yes",
        here: "yes",
        how: "`secret.read()`; a policy refuses readers that are no workload with it",
        where: ["components/data/secret.ts", "policy/secrets/secret-readers-are-workloads.ts"],
        proof: [
          [
            "test/components/secret.test.ts",
            "grants secretAccessor on this secret alone, to who asked alone, before a revision",
          ],
          ["policy/secrets/secret-readers-are-workloads.cases.ts", "names another secret"],
        ],
      },
      {
        what: "configuration in Secret Manager, at a version",
        there: "yes",
        here: "yes",
        how: "a secret with a `value`, as a variable or a file; readers are pinned",
        where: ["components/data/secret.ts"],
        proof: [["test/components/secret.test.ts", "pins the reader to the version"]],
      },
      {
        what: "secrets change",
        there: "no",
        here: "yes",
        how: "another value or generation is another version, to which readers move; bucket tokens change by the calendar",
        where: ["components/data/secret-version.ts", "components/data/rotated-token.ts"],
        proof: [
          change("rotate a secret"),
          [
            "test/components/bucket/token.test.ts",
            "the last day of a quarter and the first of the next: one token is new, one goes, one stays as it was",
          ],
        ],
      },
      {
        what: "Redis or Valkey",
        there: "yes",
        here: "left out",
        how: "it costs the same whether anybody asks it or not, and nothing on this platform needs it",
      },
      {
        what: "R2 buckets, with credentials that sign URLs",
        there: "no",
        here: "yes",
        how: "`Bucket`; each holder has a key pair for that bucket alone",
        where: ["components/data/bucket"],
        proof: [
          ["test/components/bucket/token.test.ts", "give what an S3 client needs, the secret half from Secret Manager"],
          ["test/apps/pull.test.ts", "blob: a redirect to the bucket, where its bytes are"],
        ],
      },
      {
        what: "Cloud Storage that is never public",
        there: "partly",
        here: "yes",
        how: "`Files`; policies judge whatever other bucket there is",
        where: ["components/data/files.ts", "policy/storage"],
        proof: [
          [
            "test/components/files.test.ts",
            "is in the home region, under a name that nobody else has, and can be opened to nobody",
          ],
          ["policy/storage/storage-never-public.cases.ts", "leaves it to the organisation"],
          ["policy/storage/storage-iam-only.cases.ts", "keeps the lists"],
        ],
      },
    ],
  },
  {
    title: "Events",
    rows: [
      {
        what: "a broker in each region, and a way into it",
        there: "yes",
        here: "left out",
        how: "a type has a topic, which publishers reach without a service between: IAM says who may, and Pub/Sub keeps messages in the environment's regions",
      },
      {
        what: "an event says who sent it, and it is true",
        there: "yes",
        here: "partly",
        how: "who may publish a type is a grant on its topic; which of them did is what the event says",
        where: ["components/events/event-type.ts"],
        proof: [
          [
            "test/components/events/event-type.test.ts",
            "grants the publisher's role on that topic, once whatever the number of regions, and nothing else",
          ],
        ],
      },
      {
        what: "events are of the declared form",
        there: "no",
        here: "yes",
        how: "by the compiler, by the publisher, and by the topic's schema",
        where: ["contract/events", "components/events/event-type.ts"],
        proof: [
          ["test/components/events/event-type.test.ts", "schema: compiles, and says of every field what it is"],
          [
            "test/contract/published.test.ts",
            "have changed in nothing but new optional fields since they were published",
          ],
        ],
      },
      {
        what: "pushed, with identity, filter, retries and dead letters",
        there: "yes",
        here: "yes",
        how: "`Trigger`",
        where: ["components/events/trigger.ts"],
        proof: [
          trigger("pushes as an account of its own, which may call that service, in all its regions, and nothing else"),
          trigger("what it is told of delivery stands in the subscription"),
          trigger("dead letters: both rights of Pub/Sub's agent, and a subscription that keeps them and never expires"),
        ],
      },
      {
        what: "pulled",
        there: "partly",
        here: "yes",
        how: "`Subscription`",
        where: ["components/events/subscription.ts", "contract/events/worker.ts"],
        proof: [
          [
            "test/components/events/subscription.test.ts",
            "keeps events until they are pulled: pushes nowhere, never expires, has dead letters",
          ],
          ["test/contract/worker.test.ts", "handles each event once and acknowledges it"],
        ],
      },
      {
        what: "dead letters are kept, and somebody is told",
        there: "partly",
        here: "partly",
        how: "kept for 31 days, in a subscription that never expires; nobody is told yet",
        where: ["components/events/dead-letters.ts", "policy/events/pubsub-dead-letters-kept.ts"],
        proof: [
          trigger("dead letters: both rights of Pub/Sub's agent, and a subscription that keeps them and never expires"),
        ],
      },
      {
        what: "dead letters are replayed",
        there: "partly",
        here: "yes",
        how: "`replayDeadLetters`",
        where: ["components/events/dead-letters.ts", "docs/events.md"],
        proof: [
          trigger("replayDeadLetters: the dead letters are pushed as any event is, and nothing else changes"),
          [
            "test/contract/receiver.test.ts",
            "that cannot be handled: ends as a dead letter, and is replayed by pushing the dead letters",
          ],
        ],
      },
      {
        what: "order",
        there: "yes",
        here: "yes",
        how: "`ordered`, by a key of the publisher's",
        where: ["components/events/delivery.ts", "contract/events/turns.ts"],
        proof: [
          ["test/contract/receiver.test.ts", "in order: events of one key are handled in theirs, also when one fails"],
        ],
      },
      {
        what: "a topic of its own for what is loud",
        there: "yes",
        here: "yes",
        how: "every type has one",
        where: ["components/events/event-type.ts"],
        proof: [["test/components/events/event-type.test.ts", "two types: two topics, and a variable of each"]],
      },
      {
        what: "every event is recorded in BigQuery",
        there: "partly",
        here: "yes",
        how: "`Recorder`, the attributes too",
        where: ["components/events/recorder.ts"],
        proof: [
          recorder("one subscription a type writes to its table, with the attributes, by the writer; it never expires"),
          recorder("columns: what Pub/Sub writes of every message, then the fields of the type"),
        ],
      },
      {
        what: "recorded before it is acknowledged",
        there: "no",
        here: "yes",
        how: "Pub/Sub writes the row and acknowledges itself; there is no program between that could lose it",
        where: ["components/events/recorder.ts"],
        proof: [
          recorder("one subscription a type writes to its table, with the attributes, by the writer; it never expires"),
        ],
      },
      {
        what: "one writer, and nothing is taken away",
        there: "partly",
        here: "yes",
        how: "access is what the data set says and nothing else; a second writer is refused, at the project too",
        where: ["components/events/recorder.ts", "policy/events/recorded-dataset-one-writer.ts"],
        proof: [
          recorder("what is recorded: owners, one writer and the shown views; nobody reads it"),
          ["policy/events/recorded-dataset-one-writer.cases.ts", "has a second writer by a grant"],
        ],
      },
      {
        what: "recorded within minutes",
        there: "partly",
        here: "partly",
        how: "nothing collects or imports, so nothing waits; how long Pub/Sub takes in the real cloud is not measured here",
        where: ["components/events/recorder.ts"],
        proof: [
          recorder("one subscription a type writes to its table, with the attributes, by the writer; it never expires"),
        ],
      },
      {
        what: "events of buckets in Cloud Storage",
        there: "yes",
        here: "yes",
        how: "`ObjectEvents`, wherever the bucket is",
        where: ["components/events/object-events.ts"],
        proof: [
          [
            "test/components/events/sources.test.ts",
            "Cloud Storage tells one topic, which its own account may publish to, before it is asked to",
          ],
          [
            "test/components/events/sources.test.ts",
            "the topic makes an event of a notification: the declared data, and the attributes of CloudEvents",
          ],
        ],
      },
      {
        what: "events of buckets in R2",
        there: "no",
        here: "yes",
        how: "`BucketEvents`, from Cloudflare's queue",
        where: ["components/events/bucket-events.ts", "contract/events/pull-bucket.ts"],
        proof: [
          [
            "test/components/bucket-events.test.ts",
            "notification: tells of what was written, once there is a consumer",
          ],
          [
            "test/contract/pull-bucket.test.ts",
            "an object that was put: is an event of the declared form, and leaves the queue",
          ],
        ],
      },
      {
        what: "events of GitHub",
        there: "yes",
        here: "left out",
        how: "a service at the edge that verifies the signature and publishes a declared type does it; a component would be that service",
      },
    ],
  },
  {
    title: "Operations and security",
    rows: [
      {
        what: "an alarm when a person does what only workloads do",
        there: "partly",
        here: "not yet",
        how: "nothing watches the audit log",
      },
      {
        what: "logs of who reads data, switched on by code",
        there: "no",
        here: "partly",
        how: "a policy refuses to log too little; no component switches them on",
        where: ["policy/observability/audit-complete.ts"],
        proof: [["policy/observability/audit-complete.cases.ts", "does not log who wrote"]],
      },
      {
        what: "an alarm when the alarms are switched off",
        there: "no",
        here: "not yet",
        how: "nothing watches the audit log",
      },
      {
        what: "objectives of service, and alarms on what is left of them",
        there: "partly",
        here: "not yet",
        how: "there is no component for them",
      },
      {
        what: "alarms that everything has, sent to whom it concerns",
        there: "yes",
        here: "partly",
        how: "`alerts` names people and channels; they hear of what runs by the clock",
        where: ["components/watch"],
        proof: [
          [
            "test/components/cron.test.ts",
            "tells those whom the environment names: by e-mail, or at a channel that exists",
          ],
        ],
      },
      { what: "dashboards", there: "yes", here: "not yet", how: "there is no component for them" },
      {
        what: "probers",
        there: "yes",
        here: "not yet",
        how: "there is no component for them; a policy judges uptime checks",
      },
      {
        what: "an alarm when what runs by the clock did not succeed",
        there: "partly",
        here: "yes",
        how: "always, after a time that follows from the schedule",
        where: ["components/watch/absence.ts", "components/run/gaps.ts"],
        proof: [
          [
            "test/components/cron.test.ts",
            "is raised when no run has succeeded for a day, an hour of the clock's, what a run may take, and 15 minutes",
          ],
        ],
      },
      {
        what: "identities for GitHub's workflows, without keys",
        there: "yes",
        here: "yes",
        how: "`Workflow`: by the numbers of owner and repository, by file, branch and GitHub environment together",
        where: ["components/callers/github.ts", "components/callers/workflow.ts"],
        proof: [
          [
            "test/components/workflow.test.ts",
            "trusts the tokens of one repository, known by numbers, and none that a stranger's event makes",
          ],
          ["test/components/workflow.test.ts", "is let in by file, branch and GitHub environment together"],
        ],
      },
      {
        what: "who deploys may do what it takes and no more",
        there: "no",
        here: "partly",
        how: "`flotilla roles` tells the permissions, from the types of the resources; the deployer's account is made beforehand",
        where: ["review/roles", "docs/github.md", "policy/identity/workload-does-not-deploy.ts"],
        proof: [
          ["test/review/roles.test.ts", "a deployment needs the roles of its own types, and no others"],
          ["policy/identity/workload-does-not-deploy.cases.ts", "may deploy services"],
        ],
      },
      {
        what: "tests without a cloud",
        there: "partly",
        here: "yes",
        how: "the real program on the local cloud, whose every rule is broken and repaired",
        where: ["local", "docs/local-cloud.md"],
        proof: [
          ["test/local/cloud/rules/rules.test.ts", "broken: `up` fails with what the cloud says"],
          lifecycle("once up: nothing is to change"),
        ],
      },
      {
        what: "input is checked",
        there: "partly",
        here: "yes",
        how: "by the compiler; else when it is constructed, all mistakes at once, with place, value and remedy",
        where: ["components/refuse.ts", "stacks/settings.ts"],
        proof: [
          service("tells all mistakes at once, before anything is made"),
          ["test/stacks/settings.test.ts", "tells all mistakes in one message"],
        ],
      },
      {
        what: "components refer to each other by type",
        there: "no",
        here: "yes",
        how: "a thing is passed on as itself, and a right as a capability that nobody else can make",
        where: ["components/iam/capability.ts", "test/types/programs"],
        proof: [service("making a capability or a public exposure by hand: refused")],
      },
    ],
  },
];
