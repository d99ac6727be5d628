import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-secret-in-calls";

const push = "gcp:pubsub/subscription:Subscription";
const schedule = "gcp:cloudscheduler/job:Job";
const uri = "https://notifier.example.dev/events";

export default cases(policy, {
  passing: [
    {
      title: "shows who it is by a token of an account",
      type: push,
      props: {
        topic: "pulls",
        pushConfig: { pushEndpoint: uri, oidcToken: { serviceAccountEmail: "push@example.iam.gserviceaccount.com" } },
      },
    },
    {
      title: "says what it sends, and which page it asks for",
      type: schedule,
      props: { httpTarget: { uri: `${uri}?page=2`, headers: { "Content-Type": "application/json" } } },
    },
    {
      title: "checks with headers that nobody is shown",
      type: "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
      props: {
        displayName: "registry",
        timeout: "10s",
        httpCheck: { path: "/", headers: { Authorization: "Bearer example" }, maskHeaders: true },
      },
    },
  ],
  failing: [
    {
      title: "pushes with a token in the address",
      type: push,
      props: { topic: "pulls", pushConfig: { pushEndpoint: `${uri}?token=example` } },
      at: ["pushConfig.pushEndpoint"],
    },
    {
      title: "pushes with a password in the address",
      type: push,
      props: { topic: "pulls", pushConfig: { pushEndpoint: "https://ada:example@notifier.example.dev" } },
      at: ["pushConfig.pushEndpoint"],
    },
    {
      title: "calls by the clock with a header that opens doors",
      type: schedule,
      props: { httpTarget: { uri, headers: { Authorization: "Bearer example" } } },
      at: ["httpTarget.headers.Authorization"],
    },
    {
      title: "calls by the clock with a key in a header",
      type: schedule,
      props: { httpTarget: { uri, headers: { "X-Api-Key": "example" } } },
      at: ['httpTarget.headers["X-Api-Key"]'],
    },
    {
      title: "checks with a cookie",
      type: "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
      props: {
        displayName: "registry",
        timeout: "10s",
        httpCheck: { path: "/", headers: { Cookie: "session=example" } },
      },
      at: ["httpCheck.headers.Cookie"],
    },
  ],
  unknown: [
    {
      title: "calls a service made in this run",
      type: push,
      props: { topic: "pulls", pushConfig: { pushEndpoint: Unknown } },
    },
  ],
  notApplicable: [{ title: "pushes nothing", type: push, props: { topic: "pulls" } }],
});
