import { policy, type Report } from "../policy";
import { find, type Props, Unknown } from "../values";

const reading = ["GET", "HEAD"];

export default policy({
  name: "r2-cors-named-origins",
  refuses: "a bucket that pages of any origin, or of one without TLS, may use, or pages of many that may write",
  because: "any page that a user opens can then use what that user's browser may reach, a signed address included",
  fix:
    "name the origins that need it, scheme included, in allowed.origins; where a pattern such as https://*.example.dev " +
    "is needed, allow GET and HEAD only",
  severity: "high",
  applies: "cloudflare:index/r2BucketCors:R2BucketCors",
  check({ props }, report) {
    for (const { path, value: rule } of find(props, "rules[]")) {
      if (rule === Unknown) report.unknown(path);
      else judgeRule(path, rule as Props, report);
    }
  },
});

function judgeRule(rule: string, props: Props, { violation, unknown }: Report): void {
  const methods = find(props, "allowed.methods[]");
  for (const { path, value } of find(props, "allowed.origins[]")) {
    const origin = String(value);
    if (value === Unknown) unknown(`${rule}.${path}`);
    else if (/^(https?:\/\/)?\*$/.test(origin)) violation(`${rule}.${path}`, `is ${JSON.stringify(origin)}, everyone`);
    else if (/^http:\/\/(?!localhost\b)/.test(origin))
      violation(`${rule}.${path}`, `is ${origin}, whose pages anyone on the way can write`);
    else if (origin.includes("*")) {
      const writing = methods.find(({ value: method }) => method !== Unknown && !reading.includes(String(method)));
      if (writing) violation(`${rule}.${writing.path}`, `is ${String(writing.value)} for the pattern ${origin}`);
      else if (methods.some(({ value: method }) => method === Unknown)) unknown(`${rule}.allowed.methods`);
    }
  }
}
