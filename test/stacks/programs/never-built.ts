// A service is named, called and never built.
import { Environment, Service } from "../../../components";
import { developer, image } from "../../support/declare";

const environment = new Environment("environment", developer);
const later = Service.later("audit", environment);
new Service("iam", { environment, image, can: [later.call()] });
