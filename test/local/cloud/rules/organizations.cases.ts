import type { Program, RuleCase } from "./kit";

const project =
  (...ids: string[]): Program =>
  (declare) => {
    for (const [index, projectId] of ids.entries())
      declare("organizations/project:Project", `p${index}`, { projectId, name: "Ada dev", deletionPolicy: "DELETE" });
  };

const nothing: Program = () => undefined;

export const cases: RuleCase[] = [
  {
    rule: "project-id-unused",
    claim: "a project of an id that another has",
    broken: project("ada-dev", "ada-dev"),
    says: /error creating project ada-dev \(Ada dev\): googleapi: Error 409: Requested entity already exists, alreadyExists\./,
    repaired: project("ada-dev", "ada-dev-2"),
  },
  {
    rule: "project-id-unused",
    claim: "a project of an id that was deleted a year ago",
    broken: [
      project("ada-dev"),
      nothing,
      (declare, world) => {
        world.pass(365 * 24 * 60 * 60);
        return project("ada-dev")(declare, world);
      },
    ],
    says: /error creating project ada-dev \(Ada dev\): googleapi: Error 409: Requested entity already exists, alreadyExists\./,
    repaired: [project("ada-dev"), nothing, project("ada-dev-2")],
  },
];
