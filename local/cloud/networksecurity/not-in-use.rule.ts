/** A trust config goes after the policies that name it, a policy after the proxies that ask it. */
import { Refusal } from "../errors";
import { holders } from "../references";
import type { Rule } from "../rule";
import type { World, WorldRecord } from "../world";
import { policyType, trustConfigNamed, trustConfigType } from "./trust-configs";

export class ClientTlsInUse extends Refusal {
  constructor({ id }: WorldRecord, holder: WorldRecord) {
    super(400, "", `${id} is used by ${holder.id}`);
  }
}

export const notInUse: Rule = {
  name: "client-tls-not-in-use",
  demands: "A trust config is deleted after the policies that name it, and a policy after the proxies that name it.",
  answer: "400: … is used by …",
  sources: [
    "https://cloud.google.com/certificate-manager/docs/trust-configs#delete_a_trust_config",
    "the words are ours",
  ],
  types: [policyType, trustConfigType],
  before: ["delete"],
  check({ world, existing }) {
    const [holder] = existing ? holdersOf(world, existing) : [];
    if (existing && holder) throw new ClientTlsInUse(existing, holder);
  },
};

function holdersOf(world: World, target: WorldRecord): WorldRecord[] {
  if (target.type === policyType) return holders(world, target);
  return world.ofType(policyType).filter(({ inputs }) => trustConfigNamed(inputs) === target.id);
}
