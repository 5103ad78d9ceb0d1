import { Empty } from "../../parts/states";
import { t } from "../../words/words";
export function Playground(_: { rest: string }) {
  return <Empty title={t("loading")} />;
}
