/**
 * A service of several regions is in each of them under its name. What Cloud Run says where another has that name already,
 * no source was found to tell: the words are ours.
 */
import { Refusal } from "../errors";
import type { Request, Rule } from "../rule";
import { everywhere, idIn, regionsOf, serviceIn, serviceType } from "./regions";

export class ServiceNameTaken extends Refusal {
  constructor(id: string) {
    super(409, "alreadyExists", `Resource '${id}' already exists.`);
  }
}

export const serviceNameFree: Rule = {
  name: "service-name-free",
  demands: "A region has one service of a name: its own, or one of several regions.",
  answer: "409 alreadyExists: Resource '…' already exists.",
  sources: ["no source found: the words are ours"],
  types: [serviceType],
  before: ["create", "update"],
  check({ id, inputs, project, world }: Request) {
    const name = String(inputs.name);
    const [first] = inputs.location === everywhere ? regionsOf(inputs).flatMap(ownIn) : ofSeveralIn(inputs.location);
    if (first !== undefined) throw new ServiceNameTaken(first);

    function ownIn(region: string): string[] {
      const service = serviceIn(world, project, region, name);
      return service && service.id !== id ? [service.id] : [];
    }
    function ofSeveralIn(location: unknown): string[] {
      const region = String(location);
      const service = world.get(serviceType, `projects/${project}/locations/${everywhere}/services/${name}`);
      return service && regionsOf(service.inputs).includes(region) ? [idIn({ service, region })] : [];
    }
  },
};
