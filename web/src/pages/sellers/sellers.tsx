import { Empty } from "../../parts/states";
import { t } from "../../words/words";
export function Sellers(_: { rest: string }) {
  return <Empty title={t("loading")} />;
}
