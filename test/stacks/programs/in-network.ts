// A service in a network that is there.
import { Environment, Service } from "../../../components";
import { image, inShared } from "../shared-network";

new Service("iam", { environment: new Environment("environment", inShared), image });
