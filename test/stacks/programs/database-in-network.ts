// A database in a network that is there.
import { Database, Environment } from "../../../components";
import { image, inShared } from "../shared-network";

const environment = new Environment("environment", inShared);
new Database("catalog", { environment, images: { psql: image, proxy: image } });
