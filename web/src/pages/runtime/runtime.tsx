import { Empty } from "../../parts/states";
import { t } from "../../words/words";
export function Runtime(_: { rest: string }) {
  return <Empty title={t("loading")} />;
}
