import { type Program, type RuleCase, region } from "./kit";

const repositories =
  (...ids: string[]): Program =>
  (declare) => {
    for (const [index, repositoryId] of ids.entries())
      declare("artifactregistry/repository:Repository", `r${index}`, {
        repositoryId,
        location: region,
        format: "DOCKER",
      });
  };

export const cases: RuleCase[] = [
  {
    rule: "name-free",
    claim: "a repository of an id that another has",
    broken: repositories("images", "images"),
    says: /Error 409: the repository already exists/,
    repaired: repositories("images", "charts"),
  },
];
