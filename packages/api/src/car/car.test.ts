import { car } from "@pitstop/types";
import { describeDomain } from "../testing/describe-domain.ts";

describeDomain(car);
