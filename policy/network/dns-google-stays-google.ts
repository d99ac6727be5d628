import { policy } from "../policy";
import { find, Unknown } from "../values";

/** Names under which Google's APIs, services and images are reached. */
const googles = /(^|\.)(googleapis\.com|run\.app|pkg\.dev|gcr\.io)\.$/;

/**
 * private.googleapis.com and restricted.googleapis.com
 * (cloud.google.com/vpc/docs/configure-private-google-access#domain-options).
 */
const addresses = [/^199\.36\.153\.(4|5|6|7|8|9|10|11)$/, /^2600:2d00:0?0?0?2:[12]000:(:|(0:){3})0?$/];

const mayBe: Readonly<Record<string, (answer: string) => boolean>> = {
  A: (answer) => addresses.some((address) => address.test(answer)),
  AAAA: (answer) => addresses.some((address) => address.test(answer)),
  CNAME: (answer) => googles.test(answer),
};

export default policy({
  name: "dns-google-stays-google",
  refuses: "a record that answers for one of Google's names with an address that is not Google's",
  because: "every token that a workload shows to an API or to another service is then shown to whatever stands there",
  fix: "answer with the addresses of private.googleapis.com, 199.36.153.8 to 199.36.153.11",
  severity: "high",
  applies: "gcp:dns/recordSet:RecordSet",
  check({ props }, { violation, unknown }) {
    const { name, type } = props;
    if (name !== Unknown && !googles.test(String(name))) return "not applicable";
    const isGoogles = type === Unknown || name === Unknown ? undefined : mayBe[String(type)];
    for (const { path, value } of find(props, "rrdatas[]"))
      if (value === Unknown || name === Unknown || type === Unknown) unknown(path);
      else if (isGoogles?.(String(value)) === false) violation(path, `is ${String(value)}`);
    return undefined;
  },
});
