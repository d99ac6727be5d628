/**
 * A service of several regions is in each of them under its name. What Cloud Run says where another has that name already,
 * no source was found to tell: the words are ours.
 */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { everywhere, idIn, regionsOf, serviceType } from "./regions";

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
  check({ id, inputs, project, world }) {
    for (const region of regionsOf(inputs))
      for (const place of [region, everywhere]) {
        const service = world.get(serviceType, `projects/${project}/locations/${place}/services/${inputs.name}`);
        if (service && service.id !== id && regionsOf(service.inputs).includes(region))
          throw new ServiceNameTaken(idIn({ service, region }));
      }
  },
};
